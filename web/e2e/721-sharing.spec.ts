/** Sharing by link and code, people and roles, what was done, and columns on all of one's devices (U12, A10, A12, A13). */
import AxeBuilder from '@axe-core/playwright'
import { asks, invited, opensLink, ownShow, setUp, signsIn } from './support/accounts'
import type { Person } from './support/person'
import { plan } from './support/shows'
import { expect, test } from './support/test'

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

const faults = async ({ page }: Person): Promise<string[]> =>
  (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)

/** Makes a link in the dialog, and gives it as its address tells it. */
const makesLink = async ({ page }: Person, label: string, role?: string): Promise<string> => {
  await page.getByRole('banner').getByRole('button', { name: 'Share' }).click()
  const dialog = page.getByRole('dialog', { name: /^Share / })
  if (role !== undefined) {
    await dialog.getByRole('button', { name: /They may/ }).click()
    await page.getByRole('option', { name: role }).click()
  }
  await dialog.getByLabel(/^For whom/).fill(label)
  await dialog.getByRole('button', { name: 'Make a link' }).click()
  const address = await page.getByRole('dialog', { name: 'The link is ready' }).getByLabel('Link', { exact: true }).inputValue()
  return address.split('#')[1] ?? ''
}

test('U12 a show is shared by a link and a code, and taken back: whoever came with it is told at once and receives nothing more', async ({
  startServer,
  enter,
}) => {
  const server = await startServer({ isOpen: false })
  const ana = await enter('Ana Lima', { server })
  await setUp(server, ana)
  const name = await ownShow(ana, 'Gala', plan('Doors', 'Speech'))
  await ana.opens(name)
  const link = await makesLink(ana, 'Fly floor', 'Editor')
  expect(link).toMatch(/^cbs_/)
  const made = ana.page.getByRole('dialog', { name: 'The link is ready' })
  await expect(made.getByRole('img', { name: /^Code for the link/ })).toBeVisible()
  await expect(made).toContainText('whoever opens it is editor of “Gala”')
  expect(await faults(ana)).toEqual([])

  const cem = await enter('Cem', { server, context: PHONE })
  cem.complaints.tolerateRefusals()
  await opensLink(cem, link)
  const received: number[] = []
  cem.page.on('websocket', (socket) => socket.on('framereceived', () => received.push(Date.now())))
  await cem.page.goto(`/${name}`)
  await expect(cem.grid.row('Doors')).toBeVisible()
  await cem.expectSaved()
  await expect(cem.page.getByRole('banner').getByRole('button', { name: 'Share' })).toHaveCount(0)
  await cem.grid.cell('Doors', 'name').click()

  await made.getByRole('button', { name: 'Back to all links' }).click()
  const dialog = ana.page.getByRole('dialog', { name: /^Share / })
  await ana.page.keyboard.press('Escape')
  await ana.page.getByRole('banner').getByRole('button', { name: 'Share' }).click()
  await expect(dialog.getByRole('listitem')).toContainText(['Fly floor'])
  await expect(dialog.getByRole('listitem').first()).toContainText('Cem')
  await dialog.getByRole('button', { name: 'Revoke Fly floor' }).click()
  const question = ana.page.getByRole('alertdialog', { name: 'Revoke “Fly floor”?' })
  await expect(question).toContainText('Cem loses access at once')
  await question.getByRole('button', { name: 'Revoke' }).click()
  await expect(cem.page.getByText('or it is not shared with you').first()).toBeVisible({ timeout: 1_000 })
  await expect(dialog.getByText('None at the moment.')).toBeVisible()

  const until = received.length
  await ana.page.keyboard.press('Escape')
  await ana.grid.write(ana.grid.cell('Speech', 'name'), 'Secret speech')
  await ana.expectSaved()
  // The phone's own words to the server come back to it: by then it would have had the other's, too.
  await cem.page.evaluate(() => fetch('/api/me').then((response) => response.json()))
  expect(received.length).toBe(until)
  await expect(cem.page.getByText('Secret speech')).toHaveCount(0)
})
