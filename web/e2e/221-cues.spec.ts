/** Cues under their segments: added, written, moved, deleted. */
import { makeShow, plan, readShow } from './support/shows'
import { expect, test } from './support/test'

const withCues = {
  ...plan('Doors', 'Film'),
  cues: [
    { id: 'lx1', segment: 'segment-1', label: 'House to half', department: 'lighting', number: '1' },
    { id: 'lx2', segment: 'segment-1', label: 'House out', department: 'lighting', number: '2' },
  ],
}

test('a cue is added with a key, named, numbered and given to a department', async ({ ana, server }) => {
  const { grid, page } = ana
  const name = await makeShow(server, 'First cue', plan('Doors', 'Film'))
  await ana.opens(name)
  await grid.goTo(grid.cell('Doors', 'name'))
  await page.keyboard.press('Alt+Enter')
  await expect(grid.field).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.type('House to half')
  await page.keyboard.press('Tab')
  await page.keyboard.type('On the word “welcome”')
  await page.keyboard.press('Enter')
  await grid.write(grid.cueCell('House to half', 'number'), '12')
  await grid.write(grid.cueCell('House to half', 'department'), 'LX')
  await expect(grid.cueCell('House to half', 'department')).toContainText('LX')
  await ana.expectSaved()
  expect((await readShow(server, name)).cues).toMatchObject([
    { segment: 'segment-1', label: 'House to half', note: 'On the word “welcome”', number: '12', department: 'lighting' },
  ])
})

test('a new cue is written with Tab, and has the next number of its department', async ({ ana, server }) => {
  const { grid, page } = ana
  const name = await makeShow(server, 'Counting', withCues)
  await ana.opens(name)
  await grid.goTo(grid.cell('Film', 'name'))
  await page.keyboard.press('Alt+Enter')
  await expect(grid.field).toBeFocused()
  for (const words of ['LX', 'Screen out', 'With the last frame']) {
    await page.keyboard.type(words)
    await page.keyboard.press('Tab')
  }
  await grid.expectCell(grid.cueCell('Screen out', 'number'), '3')
  await page.keyboard.type('Bows')
  await page.keyboard.press('Tab')
  await grid.expectCell(grid.cueCell('Bows', 'number'), '4')
  await grid.write(grid.cueCell('Bows', 'department'), 'sound')
  await grid.expectCell(grid.cueCell('Bows', 'number'), '1')
  await ana.expectSaved()
  expect((await readShow(server, name)).cues.map(({ number, label, note }) => [number, label, note])).toEqual(
    expect.arrayContaining([['3', 'Screen out', 'With the last frame'], ['1', 'Bows', '']]),
  )
})

test('what a new cue does is kept when it is typed where its department is asked for', async ({ ana, server }) => {
  const { grid, page } = ana
  await ana.opens(await makeShow(server, 'Too quick', plan('Doors')))
  await grid.goTo(grid.cell('Doors', 'name'))
  await page.keyboard.press('Alt+Enter')
  await page.keyboard.type('House to half')
  await expect(page.getByText('No department; Enter keeps it as what the cue does.')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(grid.cueRow('House to half')).toBeVisible()
  await grid.expectCell(grid.cueCell('House to half', 'department'), 'OTH')
})

test('the cues of a segment are shown and hidden with keys and with its button', async ({ ana, server }) => {
  const { grid, page } = ana
  await ana.opens(await makeShow(server, 'Folding', withCues))
  await expect(grid.cues).toHaveCount(0)
  await grid.goTo(grid.cell('Doors', 'name'))
  await page.keyboard.press('Alt+ArrowRight')
  await expect(grid.cues).toHaveCount(2)
  await expect(grid.row('Doors')).toHaveAttribute('aria-expanded', 'true')
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(grid.cues).toHaveCount(0)
  await grid.showCues('Doors')
  await expect(grid.cueRow('House out')).toBeVisible()
})

test('cues are put in another order, deleted, and brought back', async ({ ana, server }) => {
  const { grid, page } = ana
  const name = await makeShow(server, 'Order of cues', withCues)
  await ana.opens(name)
  const labels = () => grid.cues.locator('[data-column=label] > span:first-child').allTextContents()
  await grid.showCues('Doors')
  await grid.goTo(grid.cueCell('House out', 'label'))
  await page.keyboard.press('Alt+ArrowUp')
  await expect.poll(labels).toEqual(['House out', 'House to half'])
  await page.keyboard.press('Control+Backspace')
  await expect.poll(labels).toEqual(['House to half'])
  await page.getByRole('alertdialog').filter({ hasText: '1 cue deleted' }).getByRole('button', { name: 'Undo' }).click()
  await expect.poll(labels).toEqual(['House out', 'House to half'])
  await ana.expectSaved()
  expect((await readShow(server, name)).cues.every(({ deleted_at }) => deleted_at === null)).toBe(true)
})

test('a cue is dragged to another segment', async ({ ana, server }) => {
  const { grid, page } = ana
  const name = await makeShow(server, 'To the other one', withCues)
  await ana.opens(name)
  await grid.showCues('Film')
  await grid.showCues('Doors')
  await grid.cueRow('House out').hover()
  const grip = await grid.cueRow('House out').locator('[data-grip]').boundingBox()
  const film = await grid.row('Film').boundingBox()
  expect(grip).not.toBeNull()
  await page.mouse.move((grip?.x ?? 0) + 4, (grip?.y ?? 0) + 8)
  await page.mouse.down()
  await page.mouse.move((grip?.x ?? 0) + 8, (grip?.y ?? 0) + 20, { steps: 4 })
  await page.mouse.move((grip?.x ?? 0) + 20, (film?.y ?? 0) + (film?.height ?? 0) - 3, { steps: 6 })
  await page.mouse.up()
  await expect.poll(async () => (await readShow(server, name)).cues.find(({ id }) => id === 'lx2')?.segment).toBe('segment-2')
})

test('everything of a segment is on one sheet, its cues too', async ({ ana, server }) => {
  const { grid, page } = ana
  const name = await makeShow(server, 'On one sheet', withCues)
  await ana.opens(name)
  await grid.goTo(grid.cell('Doors', 'name'))
  await page.keyboard.press('Control+i')
  const sheet = page.getByRole('dialog', { name: 'Segment 1 of 2' })
  await sheet.getByRole('textbox', { name: 'Name', exact: true }).fill('House open')
  await sheet.getByRole('textbox', { name: 'Duration', exact: true }).fill('20')
  await sheet.getByRole('button', { name: 'When it begins late' }).click()
  await page.getByRole('option', { name: 'Finishes at its end' }).click()
  await sheet.getByRole('textbox', { name: 'What the cue House out does' }).fill('House lights out')
  await sheet.getByRole('button', { name: 'Add a cue' }).click()
  await expect(sheet.getByRole('textbox', { name: /^What the cue .* does$/ })).toHaveCount(3)
  await sheet.getByRole('button', { name: 'The one after' }).click()
  const next = page.getByRole('dialog', { name: 'Segment 2 of 2' })
  await expect(next.getByRole('textbox', { name: 'Start', exact: true })).toHaveValue('09:20')
  await next.getByRole('button', { name: 'Done' }).click()
  await grid.expectNames('House open', 'Film')
  await ana.expectSaved()
  expect((await readShow(server, name)).segments.map(({ count }) => count)).toEqual(['to_end', 'duration'])
  expect((await readShow(server, name)).cues.map(({ label }) => label)).toContain('House lights out')
})
