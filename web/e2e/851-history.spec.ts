/** What happened, who it was, and how it comes back: the history beside the grid. */
import { axeOn } from './support/axe'
import type { Person } from './support/person'
import { makeShow, plan, readShow } from './support/shows'
import { expect, test } from './support/test'

const opensHistory = async ({ page }: Person) => {
  await page.getByRole('banner').getByRole('button', { name: 'History' }).click()
  const panel = page.getByRole('complementary', { name: 'History' })
  await expect(panel.getByRole('heading', { name: 'Today' })).toBeVisible()
  return panel
}

test('H1 H2 H4 an edit is in everybody’s timeline with its author, and one field comes back', async ({ enter, server }) => {
  const name = await makeShow(server, 'Gala', plan('Doors', 'Film'))
  const [ana, bela] = [await enter('Ana Lima'), await enter('Bela Okafor')]
  await ana.opens(name)
  await bela.opens(name)
  const panel = await opensHistory(bela)

  await ana.grid.write(ana.grid.cell('Doors', 'duration'), '25')
  await ana.grid.write(ana.grid.cell('Film', 'name'), 'Silent film')
  await expect(panel.getByText('Ana Lima')).toBeVisible()
  const line = panel.getByRole('listitem').filter({ hasText: 'Segment ‘Doors’ duration 5 min → 25 min' }).last()
  await expect(line).toBeVisible()

  await line.getByRole('button', { name: /^Bring back what was before: Segment ‘Doors’/ }).click()
  const question = bela.page.getByRole('dialog', { name: 'Bring back?' })
  await expect(question.getByRole('region', { name: 'What would change' })).toHaveText('Segment ‘Doors’ duration 25 min → 5 min')
  await question.getByRole('button', { name: 'Bring back', exact: true }).click()
  await expect(question).toBeHidden()
  await ana.grid.expectCell(ana.grid.cell('Doors', 'duration'), '5 min')
  await ana.grid.expectNames('Doors', 'Silent film')
  await expect(panel.getByText('Bela Okafor')).toBeVisible()
  expect((await readShow(server, name)).segments.find(({ id }) => id === 'segment-1')?.['duration']).toBe(300_000)
})

test('H3 a moment is named, compared with later, and brought back', async ({ ana, server }) => {
  const name = await makeShow(server, 'Gala', plan('Doors', 'Film'))
  await ana.opens(name)
  const panel = await opensHistory(ana)
  await panel.getByRole('button', { name: 'Name this moment' }).click()
  await ana.page.getByRole('textbox', { name: 'Name' }).fill('Before tech')
  await ana.page.keyboard.press('Enter')
  await expect(panel.getByRole('region', { name: 'Named versions' })).toContainText('Before tech')

  await ana.grid.write(ana.grid.cell('Film', 'name'), 'Silent film')
  await ana.expectSaved()
  await panel.getByRole('button', { name: 'What can be done with Before tech' }).click()
  await ana.page.getByRole('menuitem', { name: 'Compare with now' }).click()
  const comparison = panel.getByRole('region', { name: 'Comparison' })
  await expect(comparison).toContainText('1 difference')
  await expect(comparison).toContainText('Segment name ‘Film’ → ‘Silent film’')
  await comparison.getByRole('button', { name: 'Bring back all' }).click()
  await ana.page.getByRole('dialog', { name: 'Bring back?' }).getByRole('button', { name: 'Bring back', exact: true }).click()
  await ana.grid.expectNames('Doors', 'Film')
  await expect(comparison).toContainText('There is no difference.')

  await comparison.getByRole('button', { name: 'Back to the timeline' }).click()
  await panel.getByRole('button', { name: 'What can be done with Before tech' }).click()
  await ana.page.getByRole('menuitem', { name: 'Delete this version…' }).click()
  await ana.page.getByRole('alertdialog').getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(panel.getByText('Before tech')).toBeHidden()
})

test('H1 without the server the history says so, and is there again when it is back', async ({ ana, server }) => {
  const name = await makeShow(server, 'Gala', plan('Doors'))
  await ana.opens(name)
  const panel = await opensHistory(ana)
  await ana.goesOffline()
  await expect(panel.getByText('The history is on the server')).toBeVisible()
  await ana.grid.write(ana.grid.cell('Doors', 'duration'), '25')
  await ana.comesBack()
  await expect(panel.getByText('The history is on the server')).toBeHidden()
  await expect(panel).toContainText('Segment ‘Doors’ duration 5 min → 25 min')
})

test('U6 the history is opened, used and closed from the keyboard, and fits a phone', async ({ enter, server }) => {
  const name = await makeShow(server, 'Gala', plan('Doors'))
  const ana = await enter('Ana Lima')
  await ana.opens(name)
  await ana.grid.write(ana.grid.cell('Doors', 'duration'), '25')
  await ana.expectSaved()
  const button = ana.page.getByRole('banner').getByRole('button', { name: 'History' })
  await button.focus()
  await ana.page.keyboard.press('Enter')
  const panel = ana.page.getByRole('complementary', { name: 'History' })
  await expect(panel.getByRole('heading', { name: 'History' })).toBeFocused()
  await expect(panel.getByText('Ana Lima').first()).toBeVisible()
  const found = await (await axeOn(ana.page)).include('aside').analyze()
  expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  await ana.page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  await expect(button).toBeFocused()

  const ben = await enter('Ben Okafor', { context: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } })
  await ben.page.goto(`/${name}`)
  await ben.page.getByRole('button', { name: 'More' }).click()
  await ben.page.getByRole('menuitem', { name: 'History' }).click()
  const sheet = ben.page.getByRole('dialog', { name: 'History' })
  await expect(sheet.getByText('Ana Lima').first()).toBeVisible()
  const back = sheet.getByRole('button', { name: /^Bring back what was before: Segment ‘Doors’ duration/ })
  const box = await back.boundingBox()
  expect(Math.round(Math.min(box?.width ?? 0, box?.height ?? 0))).toBeGreaterThanOrEqual(48)
  await sheet.getByRole('button', { name: 'Close' }).click()
  await expect(sheet).toBeHidden()
})
