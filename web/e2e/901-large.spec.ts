/** Five hundred segments: everything works as with five. */
import { makeShow, plan, readShow } from './support/shows'
import { expect, test } from './support/test'

const names = Array.from({ length: 500 }, (_, index) => `Segment ${index + 1}`)

test('500 segments: to the end, type, add, move, undo', async ({ enter, server }) => {
  test.setTimeout(120_000)
  const name = await makeShow(server, 'A whole festival', plan(...names))
  const [ana, bela] = [await enter('Ana Lima'), await enter('Bela Okafor')]
  await ana.opens(name)
  await bela.opens(name)
  await ana.grid.goTo(ana.grid.cell('Segment 1', 'name'))
  await ana.page.keyboard.press('Control+End')
  await ana.page.keyboard.press('ArrowUp')
  await ana.grid.goTo(ana.grid.cell('Segment 500', 'name'))
  await expect(ana.grid.cell('Segment 500', 'name')).toBeInViewport()
  await ana.page.keyboard.type('The very last one')
  await ana.page.keyboard.press('Enter')
  await expect(bela.grid.row('The very last one')).toHaveCount(1)
  await ana.grid.goTo(ana.grid.cell('The very last one', 'name'))
  await ana.page.keyboard.press('Alt+ArrowUp')
  await ana.page.keyboard.press('Control+Enter')
  await ana.page.keyboard.type('Added')
  await ana.page.keyboard.press('Enter')
  await expect.poll(async () => (await bela.grid.names()).slice(-4)).toEqual(['Segment 498', 'The very last one', 'Added', 'Segment 499'])
  // Its name first, then the row itself.
  await ana.page.keyboard.press('Control+z')
  await ana.page.keyboard.press('Control+z')
  await expect(bela.grid.row('Added')).toHaveCount(0)
  await ana.expectSaved()
  const { segments } = await readShow(server, name)
  expect(segments.filter(({ deleted_at }) => deleted_at === null)).toHaveLength(500)
  await expect(ana.page.getByLabel('Totals')).toContainText('500')
})
