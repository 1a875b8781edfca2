/** The choice of columns (S000-1 … S000-15, S000-31 … S000-36, S000-44, U8). */
import type { Person } from './support/person'
import { makeShow, plan } from './support/shows'
import { expect, test } from './support/test'

const ALL = ['Order', 'Name', 'Start', 'End', 'Duration', 'Type', 'Status', 'Notes', 'Cues', 'Created by', 'Updated']
const DEFAULTS = ALL.slice(0, 8)

/** The names of the columns that are shown, without the one of the handles. */
const shown = async ({ grid }: Person): Promise<string[]> =>
  (await grid.headings.evaluateAll((headings) => headings.map((heading) => heading.getAttribute('aria-label') ?? ''))).filter((name) => name !== '')

const dialogOf = async ({ page }: Person) => {
  await page.getByRole('button', { name: 'Columns', exact: true }).click()
  return page.getByRole('dialog', { name: 'Columns' })
}

test('S000-3 without a choice the eight default columns are shown, in their order', async ({ ana, server }) => {
  await ana.opens(await makeShow(server, 'Defaults', plan('Doors')))
  await expect.poll(() => shown(ana)).toEqual(DEFAULTS)
})

test('S000-4 S000-31 S000-32 the dialog offers exactly the eleven columns', async ({ ana, server }) => {
  await ana.opens(await makeShow(server, 'Eleven', plan('Doors')))
  const boxes = (await dialogOf(ana)).getByRole('checkbox')
  await expect(boxes).toHaveCount(11)
  for (const [index, name] of ALL.entries()) {
    await expect(boxes.nth(index)).toHaveAccessibleName(new RegExp(`^${name}`))
    await expect(boxes.nth(index)).toBeChecked({ checked: index < 8 })
  }
})

test('S000-33 S000-34 S000-35 S000-36 U8 ticking a box changes the table at once, and the choice is kept', async ({ ana, server }) => {
  const name = await makeShow(server, 'Chosen', plan('Doors'))
  await ana.opens(name)
  const dialog = await dialogOf(ana)
  for (const column of ['Notes', 'Type']) await dialog.getByText(column, { exact: true }).click()
  await expect.poll(() => shown(ana)).toEqual(['Order', 'Name', 'Start', 'End', 'Duration', 'Status'])
  for (const column of ['Updated', 'Cues']) await dialog.getByText(column, { exact: true }).click()
  const chosen = ['Order', 'Name', 'Start', 'End', 'Duration', 'Status', 'Cues', 'Updated']
  await expect.poll(() => shown(ana)).toEqual(chosen)
  await dialog.getByRole('button', { name: 'Done' }).click()
  await ana.page.reload()
  await expect.poll(() => shown(ana)).toEqual(chosen)
  const again = await dialogOf(ana)
  await again.getByRole('button', { name: 'Reset' }).click()
  await expect.poll(() => shown(ana)).toEqual(DEFAULTS)
})

test('S000-2 the choice is this browser’s and this show’s', async ({ enter, server }) => {
  const [first, second] = [await makeShow(server, 'This', plan('Doors')), await makeShow(server, 'That', plan('Film'))]
  const [ana, bela] = [await enter('Ana Lima'), await enter('Bela Okafor')]
  await ana.opens(first)
  await (await dialogOf(ana)).getByText('Notes', { exact: true }).click()
  await expect.poll(() => shown(ana)).toEqual(DEFAULTS.slice(0, 7))
  await bela.opens(first)
  await expect.poll(() => shown(bela)).toEqual(DEFAULTS)
  await ana.opens(second)
  await expect.poll(() => shown(ana)).toEqual(DEFAULTS)
})

test('S000-44 a column that this version does not know does no harm, and is not forgotten', async ({ ana, server }) => {
  const name = await makeShow(server, 'From the future', plan('Doors'))
  const key = `callboard:columns:${name}`
  await ana.context.addInitScript((where) => {
    if (localStorage.getItem(where) === null) localStorage.setItem(where, JSON.stringify({ visible_columns: ['name', 'hologram', 'status'] }))
  }, key)
  await ana.opens(name)
  await expect.poll(() => shown(ana)).toEqual(['Name', 'Status'])
  await (await dialogOf(ana)).getByText('Duration', { exact: true }).click()
  await expect.poll(() => shown(ana)).toEqual(['Name', 'Duration', 'Status'])
  expect(await ana.page.evaluate((where) => localStorage.getItem(where), key)).toContain('hologram')
})

test('S000-44 what is stored may be broken: then it is as at the beginning', async ({ ana, server }) => {
  const name = await makeShow(server, 'Broken', plan('Doors'))
  await ana.context.addInitScript((where) => localStorage.setItem(where, '{"visible_columns": 7'), `callboard:columns:${name}`)
  await ana.opens(name)
  await expect.poll(() => shown(ana)).toEqual(DEFAULTS)
})

test('S000-5 … S000-15 every column shows what it says; the number of cues follows at once', async ({ enter, server }) => {
  const { segments = [], show = {} } = plan('Doors', 'Film')
  const film = { type: 'video', status: 'in_progress', notes: 'Reel two', created_by: 'Bela Okafor' }
  const contents = { show, segments: segments.map((segment) => (segment.id === 'segment-2' ? { ...segment, ...film } : segment)) }
  const name = await makeShow(server, 'Everything shown', contents)
  const [ana, bela] = [await enter('Ana Lima'), await enter('Bela Okafor')]
  await ana.opens(name)
  const dialog = await dialogOf(ana)
  for (const column of ['Cues', 'Created by', 'Updated']) await dialog.getByText(column, { exact: true }).click()
  await ana.page.keyboard.press('Escape')
  for (const [column, text] of [
    ['order', '2'],
    ['name', 'Film'],
    ['start_time', '09:05'],
    ['end_time', '09:10'],
    ['duration', '5 min'],
    ['type', 'Video'],
    ['status', 'In progress'],
    ['notes', 'Reel two'],
    ['cues_count', '0'],
    ['created_by', 'Bela Okafor'],
  ] as const) {
    await ana.grid.expectCell(ana.grid.cell('Film', column), text)
  }
  await bela.opens(name)
  await bela.grid.goTo(bela.grid.cell('Film', 'name'))
  await bela.page.keyboard.press('Alt+Enter')
  await bela.page.keyboard.type('House out')
  await bela.page.keyboard.press('Enter')
  await ana.grid.expectCell(ana.grid.cell('Film', 'cues_count'), '1')
  await bela.grid.write(bela.grid.cell('Film', 'notes'), 'Reel three')
  await ana.grid.expectCell(ana.grid.cell('Film', 'updated_at'), 'just now')
})

test('S000-14 a segment carries the name of whoever added it', async ({ ana, server }) => {
  const name = await makeShow(server, 'Signed', plan('Doors'))
  await ana.opens(name)
  await (await dialogOf(ana)).getByText('Created by', { exact: true }).click()
  await ana.page.keyboard.press('Escape')
  await ana.grid.addSegment.click()
  await ana.page.keyboard.type('Film')
  await ana.page.keyboard.press('Enter')
  await ana.grid.expectCell(ana.grid.cell('Film', 'created_by'), 'Ana Lima')
})
