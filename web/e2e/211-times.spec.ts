/** Times as a person types them, fixed and following starts, totals, overlaps and the ways out of them. */
import { HOUR, makeShow, plan, readShow } from './support/shows'
import { expect, test } from './support/test'

const MINUTE = 60_000

test.describe('what was typed is said back before it is kept (D9)', () => {
  for (const { column, typed, said, shown } of [
    { column: 'start_time', typed: '930', said: 'Starts at 09:30, fixed', shown: /09:30/ },
    { column: 'start_time', typed: '9:30pm', said: 'Starts at 21:30, fixed', shown: /21:30/ },
    { column: 'start_time', typed: '+15', said: 'Starts at 09:15, fixed', shown: /09:15/ },
    { column: 'end_time', typed: '10', said: 'Ends at 10:00, fixed', shown: /10:00/ },
    { column: 'duration', typed: '1:30', said: 'Lasts 1 min 30 s', shown: /^1 min 30 s$/ },
    { column: 'duration', typed: '+5', said: 'Lasts 10 min', shown: /^10 min$/ },
    { column: 'duration', typed: '1h30', said: 'Lasts 1 h 30 min', shown: /^1 h 30 min$/ },
  ] as const) {
    test(`${typed} as ${column}`, async ({ ana, server }) => {
      const { grid, page } = ana
      await ana.opens(await makeShow(server, `Typing ${typed}`, plan('Doors')))
      const cell = grid.cell('Doors', column)
      await grid.goTo(cell)
      await page.keyboard.type(typed)
      await expect(page.getByText(said, { exact: true })).toBeVisible()
      await expect(grid.field).toHaveAccessibleDescription(said)
      await page.keyboard.press('Enter')
      await grid.expectCell(cell, shown)
    })
  }
})

test('what is no time stays in the cell and says why; Escape leaves the old one (D9)', async ({ ana, server }) => {
  const { grid, page } = ana
  const name = await makeShow(server, 'Not a time', plan('Doors'))
  await ana.opens(name)
  const start = grid.cell('Doors', 'start_time')
  await grid.goTo(start)
  await page.keyboard.type('soonish')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toHaveText('Type a time such as 9:30, 930, 9:30pm, noon or +15.')
  await expect(grid.field).toBeFocused()
  await expect(grid.field).toHaveAttribute('aria-invalid', 'true')
  await page.keyboard.press('Escape')
  await grid.expectCell(start, '09:00')
  await grid.write(grid.cell('Doors', 'duration'), '1:75')
  await expect(page.getByRole('alert')).toHaveText('Minutes and seconds go from 00 to 59.')
  await page.keyboard.press('Escape')
  await ana.expectSaved()
  expect((await readShow(server, name)).segments[0]).toMatchObject({ start: null, duration: 5 * MINUTE })
})

test('a start follows the one before until it is fixed, and again when it is emptied (D10)', async ({ ana, server }) => {
  const { grid, page } = ana
  await ana.opens(await makeShow(server, 'Following', plan('Doors', 'Welcome', 'Film')))
  const film = grid.cell('Film', 'start_time')
  await grid.expectCell(film, '09:10')
  await grid.write(grid.cell('Doors', 'duration'), '10')
  await grid.expectCell(film, '09:15')
  await grid.write(film, '9:30')
  await expect(film.getByRole('img', { name: 'Fixed start' })).toBeVisible()
  await grid.write(grid.cell('Doors', 'duration'), '20')
  await grid.expectCell(grid.cell('Welcome', 'start_time'), '09:20')
  await grid.expectCell(film, /09:30/)
  await grid.goTo(film)
  await page.keyboard.press('Delete')
  await grid.expectCell(film, '09:25')
  await page.keyboard.press('Control+Shift+l')
  await expect(film.getByRole('img', { name: 'Fixed start' })).toBeVisible()
  await page.keyboard.press('Control+Shift+l')
  await expect(film.getByRole('img', { name: 'Fixed start' })).toBeHidden()
})

test('after midnight a time without a day is meant on the next day, and says so (D9)', async ({ ana, server }) => {
  const { grid, page } = ana
  const { segments = [] } = plan('Finale', 'Strike')
  const late = { show: { planned_start: 23 * HOUR + 45 * MINUTE }, segments }
  const name = await makeShow(server, 'Past midnight', late)
  await ana.opens(name)
  await grid.goTo(grid.cell('Strike', 'start_time'))
  await page.keyboard.type('0010')
  await expect(page.getByText('Starts at 00:10 +1 (next day), fixed', { exact: true })).toBeVisible()
  await page.keyboard.press('Enter')
  await grid.expectCell(grid.cell('Strike', 'start_time'), /00:10 \+1/)
  await expect(grid.row('Strike').getByRole('button', { name: 'Gap of 20 min' })).toBeVisible()
  await grid.write(grid.cell('Strike', 'end_time'), '0:20')
  await grid.expectCell(grid.cell('Strike', 'end_time'), /00:20 \+1/)
  await ana.expectSaved()
  expect((await readShow(server, name)).segments[1]).toMatchObject({ start: 24 * HOUR + 10 * MINUTE, end: 24 * HOUR + 20 * MINUTE })
})

test('a fixed end before its start stands there as it was typed, marked (D10)', async ({ ana, server }) => {
  const { grid } = ana
  await ana.opens(await makeShow(server, 'Backwards', plan('Doors', 'Film')))
  const end = grid.cell('Film', 'end_time')
  await grid.write(end, '8:50')
  await grid.expectCell(end, /08:50/)
  await expect(end.getByRole('img', { name: 'Fixed end, before its start' })).toBeVisible()
  await expect(grid.row('Film').getByRole('button', { name: 'Ends 15 min before it starts' })).toBeVisible()
})

test('totals follow every change, and an overlap is shown and put right (D10)', async ({ ana, server }) => {
  const { grid, page } = ana
  const name = await makeShow(server, 'Too tight', plan('Doors', 'Welcome', 'Film'))
  await ana.opens(name)
  const totals = page.getByLabel('Totals')
  const figure = (label: string) => totals.locator('div').filter({ hasText: new RegExp(`^${label}`) }).locator('dd')
  await expect(figure('Segments')).toHaveText('3')
  await expect(figure('Planned')).toHaveText('15 min')
  await expect(figure('Ends')).toHaveText('09:15')
  await grid.write(grid.cell('Film', 'start_time'), '9:08')
  await expect(totals).toContainText('1 overlap')
  await totals.getByRole('button', { name: '1 overlap' }).click()
  await expect(grid.cell('Film', 'name')).toBeFocused()
  await expect(figure('Ends')).toHaveText('09:13')
  await grid.row('Film').getByRole('button', { name: 'Overlaps by 2 min' }).click()
  await page.getByRole('menuitem', { name: /^Shorten “Welcome” to 3 min/ }).click()
  await grid.expectCell(grid.cell('Welcome', 'duration'), '3 min')
  await expect(totals).not.toContainText('overlap')
  await expect(figure('Planned')).toHaveText('13 min')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Undo' }).click()
  await grid.expectCell(grid.cell('Welcome', 'duration'), '5 min')
  await expect(totals).toContainText('1 overlap')
})

test('a gap is shown, and filled with a break from the keyboard (D10, U6)', async ({ ana, server }) => {
  const { grid, page } = ana
  const { segments = [] } = plan('Doors', 'Film')
  const fixed = segments.map((segment) => (segment.id === 'segment-2' ? { ...segment, start: 9 * HOUR + 20 * MINUTE } : segment))
  await ana.opens(await makeShow(server, 'Room in between', { show: { planned_start: 9 * HOUR }, segments: fixed }))
  await expect(grid.row('Film').getByRole('button', { name: 'Gap of 15 min' })).toBeVisible()
  await grid.goTo(grid.cell('Film', 'name'))
  await page.keyboard.press('Control+.')
  await expect(page.getByRole('menuitem').first()).toBeFocused()
  await page.getByRole('menuitem', { name: 'Fill it with a break of 15 min' }).press('Enter')
  await grid.expectNames('Doors', 'Break', 'Film')
  await expect(page.getByText('Gap of 15 min')).toBeHidden()
})

test('date, place and planned start of the show are changed in their dialog', async ({ ana, server }) => {
  const { grid, page } = ana
  const name = await makeShow(server, 'When and where', plan('Doors'))
  await ana.opens(name)
  await page.getByRole('button', { name: 'Date, place and start of the show: change' }).click()
  const dialog = page.getByRole('dialog', { name: 'Date and place' })
  await dialog.getByLabel('Date').fill('2027-03-18')
  await dialog.getByLabel('Venue').fill('Boiler Hall')
  await dialog.getByLabel('Planned start').fill('1730')
  await expect(dialog).toContainText('The show starts at 17:30')
  await dialog.getByRole('combobox', { name: 'Time zone' }).fill('Europe/Madrid')
  await page.keyboard.press('Tab')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()
  await grid.expectCell(grid.cell('Doors', 'start_time'), '17:30')
  await ana.expectSaved()
  const { show } = await readShow(server, name)
  expect(show).toMatchObject({ date: '2027-03-18', venue: 'Boiler Hall', time_zone: 'Europe/Madrid', planned_start: 17.5 * HOUR })
})
