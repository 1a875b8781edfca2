/** Somebody else deletes the row, or writes in the cell, in which one is writing (U1). */
import { makeShow, namesOnServer, plan, readShow } from './support/shows'
import { expect, test } from './support/test'

test('U1 when the row one writes in is deleted, what is typed on goes nowhere, and the row can be had back', async ({ enter, server }) => {
  const name = await makeShow(server, 'Taken away', plan('Doors open', 'Film', 'Credits'))
  const [ana, bob] = [await enter('Ana Lima'), await enter('Bob Reyes')]
  await ana.opens(name)
  await bob.opens(name)
  await ana.grid.open(ana.grid.cell('Doors open', 'name'))
  await ana.page.keyboard.type(' at')
  await ana.expectSaved()

  await bob.grid.goTo(bob.grid.cell('Doors open at', 'name'))
  await bob.page.keyboard.press('Control+Backspace')
  await ana.grid.expectNames('Film', 'Credits')
  const toast = ana.page.getByRole('alertdialog').filter({ hasText: 'Bob Reyes deleted “Doors open at” while you were writing' })
  await expect(toast).toBeVisible()

  for (const key of ['s', 'e', 'Backspace', 'v', 'e', 'n', 'Enter', 'x', 'Tab', '1', 'Delete', 'Control+Backspace']) await ana.page.keyboard.press(key)
  await ana.grid.expectNames('Film', 'Credits')
  await ana.expectSaved()
  const { segments } = await readShow(server, name)
  expect(segments.map((segment) => segment.name)).toEqual(['Doors open at', 'Film', 'Credits'])

  await toast.getByRole('button', { name: 'Restore' }).click()
  await ana.grid.expectNames('Doors open at', 'Film', 'Credits')
  await expect(ana.grid.cell('Doors open at', 'name')).toBeFocused()
  await ana.page.keyboard.type('Doors')
  await ana.page.keyboard.press('Enter')
  await ana.expectSaved()
  expect(await namesOnServer(server, name)).toEqual(['Doors', 'Film', 'Credits'])
})
