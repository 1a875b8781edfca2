/** Calling a show: one segment is active for everybody, and one person has the call. */
import { type Person } from './support/person'
import { makeShow, plan } from './support/shows'
import { expect, test } from './support/test'

const strip = ({ page }: Person) => page.getByRole('region', { name: 'Call' })
const active = ({ page }: Person) => page.locator('[data-now][data-kind="segment"]')
const seconds = async (person: Person): Promise<number> => {
  const [minutes = '0', rest = '0'] = (await strip(person).getByRole('timer').innerText()).split(':')
  return Number(minutes) * 60 + Number(rest)
}

test('O1 O5 S000-25 S000-29 S000-30 a caller goes through the show, and everybody sees the same active segment', async ({ enter, server }) => {
  const name = await makeShow(server, 'Gala', plan('Doors', 'Welcome', 'Panel'))
  const ana = await enter('Ana Lima')
  const crew = await enter('Cem Yildiz', { context: { viewport: { width: 390, height: 844 } } })
  await ana.opens(name)
  await crew.opens(name)
  await ana.page.getByRole('button', { name: 'Call', exact: true }).click()
  await expect(strip(ana)).toContainText('No active segment')
  await strip(ana).getByRole('button', { name: 'Start' }).click()
  for (const person of [ana, crew]) {
    await expect(active(person)).toContainText('Doors')
    await expect(active(person)).toContainText('Now')
    await expect(strip(person)).toContainText('Doors')
  }
  await expect(strip(crew)).toContainText('Called by Ana Lima')
  await expect(strip(crew).getByRole('button', { name: 'GO' })).toHaveCount(0)
  const [here, there] = await Promise.all([seconds(ana), seconds(crew)])
  expect(Math.abs(here - there)).toBeLessThanOrEqual(1)
  await strip(ana).getByRole('button', { name: 'GO' }).click()
  await expect(active(crew)).toContainText('Welcome')
  await strip(ana).getByRole('button', { name: 'Pause' }).click()
  await expect(strip(crew)).toContainText('Paused')
  await strip(ana).getByRole('button', { name: 'Back' }).click()
  await expect(active(crew)).toContainText('Doors')
  await expect(active(crew)).toHaveCount(1)
})

test('O3 O5 a follower whose network is cut comes back to the live row; the call changes hands when it is given', async ({ enter, server }) => {
  const name = await makeShow(server, 'Gala', plan('Doors', 'Welcome', 'Panel'))
  const [ana, ben] = [await enter('Ana Lima'), await enter('Ben Osei')]
  await ana.opens(name)
  await ben.opens(name)
  await ana.page.getByRole('button', { name: 'Call', exact: true }).click()
  await strip(ana).getByRole('button', { name: 'Start' }).click()
  await expect(active(ben)).toContainText('Doors')
  await ben.goesOffline()
  await strip(ana).getByRole('button', { name: 'GO' }).click()
  await expect(active(ana)).toContainText('Welcome')
  await ben.comesBack()
  await expect(active(ben)).toContainText('Welcome', { timeout: 15_000 })
  await strip(ben).getByRole('button', { name: 'Take over' }).click()
  await expect(strip(ana)).toContainText('Ben Osei asks for the call')
  await strip(ana).getByRole('button', { name: 'Hand over' }).click()
  await expect(strip(ana)).toContainText('Called by Ben Osei')
  await expect(strip(ben)).toContainText('You have the call')
})

test('T9 after a rehearsal the call is started over, and GO begins with the first segment', async ({ enter, server }) => {
  const name = await makeShow(server, 'Gala', plan('Doors', 'Welcome'))
  const ana = await enter('Ana Lima')
  await ana.opens(name)
  const item = ana.page.getByRole('menuitem', { name: 'Start the call over…' })
  await ana.page.getByRole('button', { name: 'Call', exact: true }).click()
  await strip(ana).getByRole('button', { name: 'Start' }).click()
  await strip(ana).getByRole('button', { name: 'GO' }).click()
  await expect(active(ana)).toContainText('Welcome')
  const startOver = async () => {
    await ana.page.getByRole('button', { name: 'More', exact: true }).click()
    await item.click()
    await ana.page.getByRole('alertdialog').getByRole('button', { name: 'Start over' }).click()
  }
  await startOver()
  await expect(ana.page.getByText('A segment is active. Complete it, or clear it, first.').first()).toBeVisible()
  await strip(ana).getByRole('button', { name: 'Complete' }).click()
  await expect(active(ana)).toHaveCount(0)
  await startOver()
  await strip(ana).getByRole('button', { name: 'Start' }).click()
  await expect(active(ana)).toContainText('Doors')
  await expect(active(ana)).toHaveCount(1)
})
