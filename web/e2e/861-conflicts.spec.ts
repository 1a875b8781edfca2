/** Two people who change the same thing without knowing of each other: both are told, and one click decides (U10). */
import type { Locator } from '@playwright/test'
import { axeOn } from './support/axe'
import type { Person } from './support/person'
import { makeShow, plan, readShow } from './support/shows'
import { expect, test } from './support/test'

/** A page asks at its own pace when it is not told; this is longer than that takes. */
const TOLD = { timeout: 40_000 }
test.describe.configure({ timeout: 120_000 })

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

const note = ({ page }: Person): Locator => page.getByRole('note').filter({ hasText: /met (another|others)/ })

const needsALook = ({ page }: Person): Locator => page.getByRole('region', { name: /^(Needs a look|Nothing needs a look)/ })

const lookAt = async (person: Person): Promise<Locator> => {
  await expect(note(person)).toBeVisible(TOLD)
  await note(person).getByRole('button', { name: 'Have a look' }).click()
  const section = needsALook(person)
  await expect(section.getByRole('heading')).toBeFocused()
  return section
}

/** The two starts on a card, with who put them. */
const startsOn = async (card: Locator): Promise<{ readonly stands: string; readonly other: string }> => {
  const value = (side: string): Locator => card.locator(`[data-side=${side}]`).getByText(/^\d\d:\d\d$/)
  return { stands: await value('stands').innerText(), other: await value('other').innerText() }
}

/** Ben is away while both fix the start of the same segment; then he comes back. */
const bothSetTheStart = async (ana: Person, ben: Person): Promise<void> => {
  await ben.goesOffline()
  await ben.grid.write(ben.grid.cell('Film', 'start_time'), '18:45')
  await ana.grid.write(ana.grid.cell('Film', 'start_time'), '18:30')
  await ana.expectSaved()
  await ben.comesBack()
}

const pair = async (enter: (name: string) => Promise<Person>, name: string): Promise<[Person, Person]> => {
  const [ana, ben] = [await enter('Ana Lima'), await enter('Ben Okafor')]
  await ana.opens(name)
  await ben.opens(name)
  return [ana, ben]
}

test('U10 both are told whose start stands, and one click puts the other into everybody’s grid', async ({ enter, server }) => {
  const name = await makeShow(server, 'Gala', plan('Doors', 'Film'))
  const [ana, ben] = await pair(enter, name)
  await bothSetTheStart(ana, ben)
  for (const person of [ana, ben]) {
    await expect(note(person)).toContainText('1 edit met another', TOLD)
    await expect(person.grid.cell('Film', 'start_time').getByRole('button', { name: /^Two edits met here\./ })).toBeVisible()
  }

  const card = (await lookAt(ana)).getByRole('listitem')
  await expect(card).toContainText(/Segment ‘Film’ start: (Ana Lima put 18:30, Ben Okafor put 18:45|Ben Okafor put 18:45, Ana Lima put 18:30); 18:\d\d stands/)
  const { stands, other } = await startsOn(card)
  expect([stands, other].toSorted()).toEqual(['18:30', '18:45'])
  await expect(card.getByText('Stands', { exact: true })).toBeVisible()
  await ana.grid.expectCell(ana.grid.cell('Film', 'start_time'), stands)
  const timeline = ana.page.getByRole('region', { name: 'Today' })
  await expect(timeline.getByText('Met another edit.').first()).toBeVisible()

  await card.getByRole('button', { name: `Use ${other} instead` }).click()
  await expect(needsALook(ana).getByRole('heading', { name: 'Nothing needs a look any more' })).toBeFocused()
  await expect(ana.page.getByRole('alertdialog').filter({ hasText: `${other} stands now` })).toBeVisible()
  for (const person of [ana, ben]) await person.grid.expectCell(person.grid.cell('Film', 'start_time'), other)
  await ana.page.getByRole('alertdialog').getByRole('button', { name: 'Undo' }).click()
  await ben.grid.expectCell(ben.grid.cell('Film', 'start_time'), stands)
  for (const person of [ana, ben]) {
    await expect(note(person)).toBeHidden(TOLD)
    await expect(person.page.getByRole('button', { name: /^Two edits met here/ })).toHaveCount(0)
  }
  await expect(timeline.getByText('Met another edit, decided.').first()).toBeVisible()
})

test('U10 a row deleted while somebody away wrote into it comes back with what they wrote', async ({ enter, server }) => {
  const name = await makeShow(server, 'Gala', plan('Doors', 'Film'))
  const [ana, ben] = await pair(enter, name)
  await ben.goesOffline()
  await ben.grid.write(ben.grid.cell('Film', 'notes'), 'Ask for the key')
  await ana.grid.goTo(ana.grid.cell('Film', 'name'))
  await ana.page.keyboard.press('Control+Delete')
  await ana.grid.expectNames('Doors')
  await ana.expectSaved()
  await ben.comesBack()
  await ben.grid.expectNames('Doors')

  const card = (await lookAt(ben)).getByRole('listitem')
  await expect(card).toContainText('Segment ‘Film’ was deleted by Ana Lima while Ben Okafor changed its notes')
  await expect(card.getByRole('button', { name: 'Leave it deleted' })).toBeVisible()
  await card.getByRole('button', { name: 'Bring it back' }).click()
  for (const person of [ana, ben]) {
    await person.grid.expectNames('Doors', 'Film')
    await person.grid.expectCell(person.grid.cell('Film', 'notes'), 'Ask for the key')
    await expect(note(person)).toBeHidden(TOLD)
  }
  await ben.page.getByRole('alertdialog').getByRole('button', { name: 'Undo' }).click()
  await ana.grid.expectNames('Doors')
})

test('U10 what one leaves as it is is not asked of anybody again, and the other value is still to be had', async ({ enter, server }) => {
  const name = await makeShow(server, 'Gala', plan('Doors', 'Film'))
  const [ana, ben] = await pair(enter, name)
  await bothSetTheStart(ana, ben)
  const card = (await lookAt(ben)).getByRole('listitem')
  const { stands, other } = await startsOn(card)
  await card.getByRole('button', { name: `Keep ${stands}` }).click()
  await expect(note(ben)).toBeHidden()
  await ben.grid.expectCell(ben.grid.cell('Film', 'start_time'), stands)
  await ben.page.reload()
  await ben.expectSaved()
  await expect(ben.grid.cell('Film', 'start_time')).toBeVisible()
  await ben.page.getByRole('banner').getByRole('button', { name: 'History' }).click()
  await expect(ben.page.getByText('Met another edit, decided.').first()).toBeVisible()
  await expect(note(ben)).toBeHidden()
  const { segments } = await readShow(server, name)
  expect(segments.find(({ id }) => id === 'segment-2')?.['start']).toBe(stands === '18:30' ? 66_600_000 : 67_500_000)
  expect(other).not.toBe(stands)
})

test('U10 without the server what is known stays, and the buttons say why they wait', async ({ enter, server }) => {
  const name = await makeShow(server, 'Gala', plan('Doors', 'Film'))
  const [ana, ben] = await pair(enter, name)
  await bothSetTheStart(ana, ben)
  const section = await lookAt(ben)
  const button = section.getByRole('button', { name: /^Use .* instead$/ })
  await expect(button).toBeEnabled()
  await ben.goesOffline()
  await expect(note(ben)).toBeVisible()
  await expect(button).toBeDisabled()
  await expect(button).toHaveAccessibleDescription(/^The server cannot be reached/)
  await ben.comesBack()
  await expect(button).toBeEnabled()
})

test('U6 U10 with the keyboard alone: heard, found, decided, and the focus goes on', async ({ enter, server }) => {
  const name = await makeShow(server, 'Gala', plan('Doors', 'Film'))
  const [ana, ben] = await pair(enter, name)
  await ben.goesOffline()
  for (const [person, doors, film] of [[ana, '18:00', '18:30'], [ben, '18:05', '18:45']] as const) {
    await person.grid.write(person.grid.cell('Doors', 'start_time'), doors)
    await person.grid.write(person.grid.cell('Film', 'start_time'), film)
  }
  await ana.expectSaved()
  await ben.comesBack()
  await expect(ben.announcements).toContainText(/Ana Lima’s change of segment ‘(Doors|Film)’ start met yours; \d\d:\d\d stands\./, TOLD)
  await expect(note(ben)).toContainText('2 edits met others')

  const look = note(ben).getByRole('button', { name: 'Have a look' })
  await ben.grid.goTo(ben.grid.cell('Doors', 'name'))
  for (let tabs = 0; tabs < 20 && !(await look.evaluate((button) => button === document.activeElement)); tabs += 1)
    await ben.page.keyboard.press('Shift+Tab')
  await expect(look).toBeFocused()
  await ben.page.keyboard.press('Enter')
  const section = needsALook(ben)
  await expect(section.getByRole('heading', { name: 'Needs a look (2)' })).toBeFocused()
  const found = await (await axeOn(ben.page)).include('aside').include('[role=note]').analyze()
  expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])

  await ben.page.keyboard.press('Tab')
  await expect(section.getByRole('button', { name: /^Keep/ }).first()).toBeFocused()
  await ben.page.keyboard.press('Tab')
  await ben.page.keyboard.press('Enter')
  await expect(section.getByRole('listitem')).toHaveCount(1)
  await expect(section.getByRole('listitem')).toBeFocused()
  await ben.page.keyboard.press('Tab')
  await ben.page.keyboard.press('Enter')
  await expect(section.getByRole('heading', { name: 'Nothing needs a look any more' })).toBeFocused()
  await expect(note(ben)).toBeHidden()
  await ben.page.keyboard.press('Escape')
  await expect(ben.page.getByRole('complementary', { name: 'History' })).toBeHidden()
  await expect(ben.grid.table).toBeFocused()
})

test('U10 on a phone the mark in a card opens both, and everything can be hit with a thumb', async ({ enter, server }) => {
  const name = await makeShow(server, 'Gala', plan('Doors', 'Film'))
  const [ana, ben] = await pair(enter, name)
  const cara = await enter('Cara Diaz', { context: PHONE })
  await bothSetTheStart(ana, ben)
  await cara.opens(name)
  await expect(note(cara)).toBeVisible(TOLD)
  await cara.grid.cell('Film', 'start_time').getByRole('button', { name: /^Two edits met here\./ }).tap()
  const sheet = cara.page.getByRole('dialog', { name: 'History' })
  const card = sheet.getByRole('region', { name: /^Needs a look/ }).getByRole('listitem')
  await expect(card).toBeFocused()
  const use = card.getByRole('button', { name: /^Use .* instead$/ })
  const box = await use.boundingBox()
  expect(Math.round(Math.min(box?.width ?? 0, box?.height ?? 0))).toBeGreaterThanOrEqual(48)
  const { other } = await startsOn(card)
  await use.tap()
  await sheet.getByRole('button', { name: 'Close' }).tap()
  for (const person of [ana, ben, cara]) await person.grid.expectCell(person.grid.cell('Film', 'start_time'), other)
  await expect(note(cara)).toBeHidden()
})
