/** The grid as a spreadsheet: going about, typing, adding, moving, deleting and taking back. */
import type { Locator } from '@playwright/test'
import type { Person } from './support/person'
import { makeShow, namesOnServer, plan, readShow } from './support/shows'
import { expect, test } from './support/test'

const deleteRow = 'Control+Backspace'
const toast = ({ page }: Person, words: string | RegExp): Locator => page.getByRole('alertdialog').filter({ hasText: words })

test('the arrow keys go from cell to cell, Home and End to the ends of a row', async ({ ana, server }) => {
  const { grid, page } = ana
  await ana.opens(await makeShow(server, 'Going about', plan('Doors', 'Welcome', 'Film')))
  await grid.goTo(grid.cell('Doors', 'name'))
  for (const [key, row, column] of [
    ['ArrowDown', 'Welcome', 'name'],
    ['ArrowRight', 'Welcome', 'start_time'],
    ['ArrowDown', 'Film', 'start_time'],
    ['ArrowUp', 'Welcome', 'start_time'],
    ['ArrowLeft', 'Welcome', 'name'],
    ['End', 'Welcome', 'notes'],
    ['Home', 'Welcome', 'order'],
    ['Control+Home', 'Doors', 'order'],
  ] as const) {
    await page.keyboard.press(key)
    await expect(grid.cell(row, column), key).toBeFocused()
  }
})

test('typing writes over a cell; Enter keeps it and goes down, Tab keeps it and goes on', async ({ ana, server }) => {
  const { grid, page } = ana
  const name = await makeShow(server, 'Typing', plan('Doors', 'Welcome'))
  await ana.opens(name)
  await grid.goTo(grid.cell('Doors', 'name'))
  await page.keyboard.type('House open')
  await page.keyboard.press('Enter')
  await expect(grid.cell('Welcome', 'name')).toBeFocused()
  await page.keyboard.type('Greeting')
  await page.keyboard.press('Tab')
  await expect(grid.cell('Greeting', 'start_time')).toBeFocused()
  await grid.expectNames('House open', 'Greeting')
  await ana.expectSaved()
  expect(await namesOnServer(server, name)).toEqual(['House open', 'Greeting'])
})

test('F2 edits what is there, Escape leaves it as it was', async ({ ana, server }) => {
  const { grid, page } = ana
  await ana.opens(await makeShow(server, 'Second thoughts', plan('Doors')))
  await grid.goTo(grid.cell('Doors', 'name'))
  await page.keyboard.press('F2')
  await page.keyboard.type(' open')
  await page.keyboard.press('Enter')
  await grid.expectNames('Doors open')
  await grid.open(grid.cell('Doors open', 'name'))
  await page.keyboard.type(', nobody inside')
  await page.keyboard.press('Escape')
  await grid.expectNames('Doors open')
  await expect(grid.cell('Doors open', 'name')).toBeFocused()
})

test('an empty show begins with Enter, a name, Tab and times', async ({ ana, server }) => {
  const { grid, page } = ana
  await ana.opens(await makeShow(server, 'From nothing'))
  await page.getByRole('button', { name: 'Add the first segment' }).click()
  await expect(grid.field).toBeFocused()
  await page.keyboard.type('Doors')
  await page.keyboard.press('Tab')
  await page.keyboard.type('930')
  await page.keyboard.press('Enter')
  await grid.expectNames('Doors')
  await grid.expectCell(grid.cell('Doors', 'start_time'), /09:30/)
})

test('rows are added below from the keyboard and from the row that is not there yet', async ({ ana, server }) => {
  const { grid, page } = ana
  await ana.opens(await makeShow(server, 'Growing', plan('Doors', 'Film')))
  await grid.goTo(grid.cell('Doors', 'name'))
  await page.keyboard.press('Control+Enter')
  await page.keyboard.type('Welcome')
  await page.keyboard.press('Enter')
  await grid.expectNames('Doors', 'Welcome', 'Film')
  await grid.addSegment.click()
  await page.keyboard.type('Credits')
  await page.keyboard.press('Enter')
  await grid.expectNames('Doors', 'Welcome', 'Film', 'Credits')
  await page.keyboard.press('Control+Shift+Enter')
  await page.keyboard.press('Escape')
  await grid.expectNames('Doors', 'Welcome', 'Film', 'Credits')
})

test('a segment is duplicated, with its cues', async ({ ana, server }) => {
  const { grid, page } = ana
  const contents = { ...plan('Doors', 'Film'), cues: [{ id: 'lx1', segment: 'segment-1', label: 'House to half', department: 'lighting', number: '1' }] }
  const name = await makeShow(server, 'Twice', contents)
  await ana.opens(name)
  await grid.goTo(grid.cell('Doors', 'duration'))
  await page.keyboard.press('Control+d')
  await expect.poll(() => grid.segments.count()).toBe(3)
  await ana.expectSaved()
  const { segments, cues } = await readShow(server, name)
  expect(segments.map(({ duration }) => duration)).toEqual([300_000, 300_000, 300_000])
  expect(cues.map(({ label }) => label)).toEqual(['House to half', 'House to half'])
  expect(new Set(cues.map(({ segment }) => segment)).size).toBe(2)
})

test('Alt and an arrow move a row, and several that are picked together', async ({ ana, server }) => {
  const { grid, page } = ana
  const name = await makeShow(server, 'Moving', plan('A', 'B', 'C', 'D'))
  await ana.opens(name)
  await grid.goTo(grid.cell('A', 'name'))
  await page.keyboard.press('Alt+ArrowDown')
  await grid.expectNames('B', 'A', 'C', 'D')
  await expect(grid.cell('A', 'name')).toBeFocused()
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Alt+ArrowUp')
  await grid.expectNames('A', 'C', 'B', 'D')
  await ana.expectSaved()
  expect(await namesOnServer(server, name)).toEqual(['A', 'C', 'B', 'D'])
})

test('a row is dragged by its grip to where the line shows, Escape lets go of it', async ({ ana, server }) => {
  const { grid, page } = ana
  const name = await makeShow(server, 'Dragging', plan('A', 'B', 'C', 'D'))
  await ana.opens(name)
  const grip = async (row: string): Promise<{ x: number; y: number }> => {
    await grid.row(row).hover()
    const box = await grid.row(row).locator('[data-grip]').boundingBox()
    return { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 }
  }
  const below = async (row: string): Promise<number> => {
    const box = await grid.row(row).boundingBox()
    return (box?.y ?? 0) + (box?.height ?? 0) - 3
  }
  const drag = async (row: string, target: string): Promise<void> => {
    const from = await grip(row)
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    await page.mouse.move(from.x + 5, from.y + 12, { steps: 4 })
    await page.mouse.move(from.x + 20, await below(target), { steps: 8 })
  }
  await drag('A', 'C')
  await page.keyboard.press('Escape')
  await page.mouse.up()
  await grid.expectNames('A', 'B', 'C', 'D')
  await drag('A', 'C')
  await page.mouse.up()
  await grid.expectNames('B', 'C', 'A', 'D')
  await toast(ana, 'Moved').getByRole('button', { name: 'Undo' }).click()
  await grid.expectNames('A', 'B', 'C', 'D')
  await ana.expectSaved()
  expect(await namesOnServer(server, name)).toEqual(['A', 'B', 'C', 'D'])
})

test('several rows are picked and deleted at once, and the toast takes it back (D7)', async ({ ana, server }) => {
  const { grid, page } = ana
  await ana.opens(await makeShow(server, 'Clearing out', plan('A', 'B', 'C', 'D')))
  await grid.goTo(grid.cell('B', 'name'))
  await page.keyboard.press('Shift+ArrowDown')
  await grid.cell('D', 'name').click({ modifiers: ['Control'] })
  await page.keyboard.press(deleteRow)
  await grid.expectNames('A')
  const note = await toast(ana, '3 segments deleted').boundingBox()
  const foot = await page.getByLabel('Totals', { exact: true }).boundingBox()
  const over = (foot?.y ?? 0) - (note?.y ?? 0) - (note?.height ?? 0)
  expect(over).toBeGreaterThan(0)
  expect(over).toBeLessThan(32)
  await toast(ana, '3 segments deleted').getByRole('button', { name: 'Undo' }).click()
  await grid.expectNames('A', 'B', 'C', 'D')
})

test('what was deleted waits under “Deleted rows” and comes back with its cues (D7)', async ({ ana, server }) => {
  const { grid, page } = ana
  const contents = { ...plan('Doors', 'Film'), cues: [{ id: 'lx1', segment: 'segment-2', label: 'House out', department: 'lighting' }] }
  await ana.opens(await makeShow(server, 'Second chance', contents))
  await grid.goTo(grid.cell('Film', 'name'))
  await page.keyboard.press(deleteRow)
  await grid.expectNames('Doors')
  await page.reload()
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Deleted rows' }).click()
  await page.getByRole('button', { name: 'Restore Film' }).click()
  await page.keyboard.press('Escape')
  await grid.expectNames('Doors', 'Film')
  await grid.showCues('Film')
  await expect(grid.cueRow('House out')).toBeVisible()
})

test('undo and redo, with keys and with buttons (U2)', async ({ ana, server }) => {
  const { grid, page } = ana
  await ana.opens(await makeShow(server, 'Back and forth', plan('Doors', 'Film')))
  const undo = page.getByRole('toolbar', { name: 'Show' }).getByRole('button', { name: 'Undo', exact: true })
  await expect(undo).toBeDisabled()
  await grid.write(grid.cell('Doors', 'name'), 'House open')
  await grid.write(grid.cell('Film', 'name'), 'Main feature')
  await page.keyboard.press('Control+z')
  await grid.expectNames('House open', 'Film')
  await undo.click()
  await grid.expectNames('Doors', 'Film')
  await expect(undo).toBeDisabled()
  await grid.goTo(grid.cell('Film', 'notes'))
  await page.keyboard.press('Control+Shift+z')
  await expect(grid.cell('House open', 'name')).toBeFocused()
  await expect(grid.cell('House open', 'name')).toHaveAttribute('data-marked', 'true')
  await expect(page.getByRole('status').filter({ hasText: 'Redone: Name of “House open”.' })).toBeAttached()
  await expect(grid.cell('House open', 'name')).not.toHaveAttribute('data-marked')
  await page.keyboard.press('Control+y')
  await grid.expectNames('House open', 'Main feature')
})

test('a status and a type are chosen by their first letters, another type may be written', async ({ ana, server }) => {
  const { grid, page } = ana
  const name = await makeShow(server, 'Choosing', plan('Doors'))
  await ana.opens(name)
  await grid.goTo(grid.cell('Doors', 'status'))
  await page.keyboard.type('comp')
  await expect(page.getByRole('option', { name: 'Completed' })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await grid.expectCell(grid.cell('Doors', 'status'), 'Completed')
  await grid.open(grid.cell('Doors', 'status'))
  await expect(page.getByRole('option', { name: 'Completed' })).toHaveAttribute('aria-current', 'true')
  await expect(page.getByRole('option', { name: 'Completed' })).toBeInViewport({ ratio: 1 })
  await page.keyboard.press('Escape')
  await grid.write(grid.cell('Doors', 'type'), 'perf')
  await grid.expectCell(grid.cell('Doors', 'type'), 'Performance')
  await grid.write(grid.cell('Doors', 'type'), 'Raffle')
  await grid.expectCell(grid.cell('Doors', 'type'), 'Raffle')
  await ana.expectSaved()
  const [segment] = (await readShow(server, name)).segments
  expect(segment).toMatchObject({ status: 'completed', type: 'Raffle' })
})

test('a row gets a colour from its menu', async ({ ana, server }) => {
  const { grid, page } = ana
  const name = await makeShow(server, 'Colours', plan('Doors'))
  await ana.opens(name)
  await grid.cell('Doors', 'name').click({ button: 'right' })
  await page.getByRole('group', { name: 'Colour of the row' }).getByRole('button', { name: 'Teal' }).click()
  await expect.poll(async () => (await readShow(server, name)).segments[0]?.['colour']).toBe('teal')
  await expect(grid.row('Doors')).toHaveAttribute('data-coloured', 'true')
})

test('notes have several lines', async ({ ana, server }) => {
  const { grid, page } = ana
  const name = await makeShow(server, 'Notes', plan('Doors'))
  await ana.opens(name)
  await grid.goTo(grid.cell('Doors', 'notes'))
  await page.keyboard.type('Fire exits checked')
  await page.keyboard.press('Shift+Enter')
  await page.keyboard.type('Rope at row C')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await readShow(server, name)).segments[0]?.['notes']).toBe('Fire exits checked\nRope at row C')
})

test('several lines that are pasted into a name become one', async ({ ana, server }) => {
  const { grid, page, context } = ana
  const name = await makeShow(server, 'Pasting', plan('Doors'))
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await ana.opens(name)
  await grid.open(grid.cell('Doors', 'name'))
  await page.evaluate(() => navigator.clipboard.writeText(' and\nbars open'))
  await page.keyboard.press('Control+v')
  await page.keyboard.press('Enter')
  await grid.expectNames('Doors and bars open')
})

test('Ctrl+End shows where it has led, though rows far below were not measured yet', async ({ ana, server }) => {
  const names = Array.from({ length: 60 }, (_, index) => `Segment ${index + 1}`)
  const show = plan(...names)
  const notes = 'Quite a lot that is worth knowing about this one. '.repeat(3)
  const segments = (show.segments ?? []).map((segment) => ({ ...segment, notes }))
  await ana.opens(await makeShow(server, 'Long', { ...show, segments }))
  await ana.grid.cell('Segment 1', 'name').click()
  await ana.page.keyboard.press('Control+End')
  await expect(ana.page.locator(':focus')).toBeInViewport()
  await ana.page.keyboard.press('Control+Home')
  await expect(ana.grid.cell('Segment 1', 'name')).toBeInViewport()
})

/** What a browser does with Ctrl+C and Ctrl+V: its own events, which ask for no permission. */
test('cells are copied and pasted as in a spreadsheet, rows with their cues (U5)', async ({ ana, server }) => {
  const { grid, page } = ana
  const contents = { ...plan('Doors', 'Welcome', 'Film'), cues: [{ id: 'lx1', segment: 'segment-1', label: 'House to half', department: 'lighting' }] }
  const name = await makeShow(server, 'Copying', contents)
  await ana.opens(name)
  await grid.goTo(grid.cell('Doors', 'duration'))
  await page.keyboard.press('Control+c')
  await grid.goTo(grid.cell('Film', 'name'))
  await page.keyboard.press('Control+v')
  await grid.expectNames('Doors', 'Welcome', '0:05:00')
  await page.keyboard.press('Control+z')
  await grid.expectNames('Doors', 'Welcome', 'Film')

  await grid.goTo(grid.cell('Doors', 'order'))
  await page.keyboard.press('Control+x')
  await grid.expectNames('Welcome', 'Film')
  await grid.goTo(grid.cell('Film', 'name'))
  await page.keyboard.press('Control+v')
  await grid.expectNames('Welcome', 'Film', 'Doors')
  await ana.expectSaved()
  expect((await readShow(server, name)).cues.map(({ label }) => label)).toContain('House to half')
})

test('a table from a spreadsheet is pasted from the active cell on; what it does not mean is said', async ({ ana, server }) => {
  const { grid, page, context } = ana
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await ana.opens(await makeShow(server, 'From a spreadsheet', plan('Doors')))
  await page.evaluate(() => navigator.clipboard.writeText('House open\t18:30\t\t0:45:00\r\nWelcome\tsoonish\t\t5\r\n'))
  await grid.goTo(grid.cell('Doors', 'name'))
  await page.keyboard.press('Control+v')
  await grid.expectNames('House open', 'Welcome')
  await grid.expectCell(grid.cell('House open', 'start_time'), /18:30/)
  const said = toast(ana, '7 cells pasted. Left out: “soonish” (Start of row 2)')
  await said.getByRole('button', { name: 'Undo' }).click()
  await grid.expectNames('Doors')
})
