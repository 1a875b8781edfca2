/** What one wants to be told is one's own choice: on all of one's devices, and what is off is neither said nor shown (A25). */
import { isAccessible, openMenu, PASSWORD, ANA, picture, post, setUp } from './support/entering'
import type { Person } from './support/person'
import { makeShow, plan } from './support/shows'
import { expect, test } from './support/test'

test.describe.configure({ timeout: 120_000 })

/** A page asks at its own pace where two edits met; this is longer than that takes. */
const TOLD = { timeout: 40_000 }

const tick = async (person: Person, ...names: string[]): Promise<void> => {
  await openMenu(person, 'Notifications…')
  const dialog = person.page.getByRole('dialog', { name: 'Notifications' })
  for (const name of names) await dialog.getByRole('checkbox', { name }).press('Space')
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(dialog).toBeHidden()
}

test('A25 S000-32 … S000-36 what one has chosen on one device counts on the other, and for nobody else', async ({ startServer, enter }) => {
  const server = await startServer({ accounts: true })
  const [desk, phone] = [await enter('', { server }), await enter('', { server })]
  await desk.page.goto('/')
  await setUp(desk.context.request, server)
  await desk.page.reload()
  await openMenu(desk, 'Notifications…')
  const dialog = desk.page.getByRole('dialog', { name: 'Notifications' })
  await expect(dialog).toContainText('on all your devices')
  await dialog.getByRole('checkbox', { name: 'LX Lighting' }).press('Space')
  await dialog.getByRole('checkbox', { name: 'A sound with standby and GO' }).press('Space')
  await picture(desk.page, 'notifications')
  await isAccessible(desk.page)
  await dialog.getByRole('button', { name: 'Done' }).click()

  await phone.page.goto('/sign-in')
  await post(phone.context.request, '/api/login', { email: ANA.email, password: PASSWORD })
  await phone.page.goto('/')
  await openMenu(phone, 'Notifications…')
  const there = phone.page.getByRole('dialog', { name: 'Notifications' })
  await expect(there.getByRole('checkbox', { name: 'LX Lighting' })).toBeChecked()
  await expect(there.getByRole('checkbox', { name: 'A sound with standby and GO' })).toBeChecked()
  await expect(there.getByRole('checkbox', { name: 'SND Sound' })).not.toBeChecked()
  await there.getByRole('checkbox', { name: 'LX Lighting' }).press('Space')
  await expect.poll(async () => (await phone.context.request.get('/api/me/notifications')).json()).toMatchObject({
    notifications: { departments: [], sound: true },
  })
  await desk.page.evaluate(() => dispatchEvent(new Event('focus')))
  await openMenu(desk, 'Notifications…')
  await expect(dialog.getByRole('checkbox', { name: 'LX Lighting' })).not.toBeChecked()
})

test('A25 whoever does not want to hear of others’ edits and conflicts hears and sees neither; the marks stay', async ({ enter, server }) => {
  const name = await makeShow(server, 'Gala', plan('Doors', 'Film'))
  const [ana, ben] = [await enter('Ana Lima'), await enter('Ben Okafor')]
  await ana.opens(name)
  await tick(ana, 'What others change', 'Two edits that met')
  await ana.page.reload()
  await ben.opens(name)
  await ana.expectSaved()
  const heard: string[] = []
  await ana.context.exposeBinding('heard', (_source, words: string) => void heard.push(words))
  await ana.announcements.evaluate((place) =>
    new MutationObserver(() => void (window as unknown as { heard(words: string): void }).heard(place.textContent ?? '')).observe(place, { subtree: true, childList: true }),
  )

  await ben.goesOffline()
  await ben.grid.write(ben.grid.cell('Film', 'start_time'), '18:45')
  await ana.grid.write(ana.grid.cell('Film', 'start_time'), '18:30')
  await ana.expectSaved()
  await ben.comesBack()
  const mark = ana.grid.cell('Film', 'start_time').getByRole('button', { name: /^Two edits met here\./ })
  await expect(mark).toBeVisible(TOLD)
  const note = ana.page.getByRole('note').filter({ hasText: 'met another' })
  await expect(note).toBeHidden()
  await tick(ana, 'Two edits that met')
  await expect(note).toBeVisible()

  await ben.grid.write(ben.grid.cell('Doors', 'notes'), 'Ushers first')
  await ana.grid.expectCell(ana.grid.cell('Doors', 'notes'), 'Ushers first')
  await tick(ana, 'What others change')
  await ben.grid.write(ben.grid.cell('Film', 'notes'), 'Reel one')
  await expect.poll(() => heard.join(' ')).toContain('changed the notes of “Film”')
  expect(heard.join(' ')).not.toContain('Doors')
  expect(heard.join(' ')).not.toContain('met')
})
