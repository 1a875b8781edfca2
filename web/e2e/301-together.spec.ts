/** Several people in one show at once: text, rows, undo, presence. */
import type { Person } from './support/person'
import { makeShow, namesOnServer, plan, readShow } from './support/shows'
import { expect, test } from './support/test'

const both = async (people: readonly Person[], act: (person: Person) => Promise<unknown>): Promise<void> => {
  await Promise.all(people.map(act))
}

const sorted = (text: string): string => [...text].toSorted().join('')

test('U1 two people type into the same cell at once: every letter of both is kept, in order', async ({ enter, server }) => {
  const name = await makeShow(server, 'Four hands', plan('Doors', 'Film'))
  const [ana, bela] = [await enter('Ana Lima'), await enter('Bela Okafor')]
  await both([ana, bela], (person) => person.opens(name))
  await both([ana, bela], (person) => person.grid.open(person.grid.cell('Doors', 'name')))
  await ana.page.keyboard.press('Home')
  await bela.page.keyboard.press('End')
  const [front, back] = ['abcdefghijklmnopqrstuvwxyz ', ' 0123456789ABCDEFGHIJKLMNO']
  await Promise.all([ana.page.keyboard.type(front, { delay: 15 }), bela.page.keyboard.type(back, { delay: 15 })])
  const whole = `${front}Doors${back}`
  await both([ana, bela], (person) => expect(person.grid.field).toHaveValue(whole))
  await ana.page.keyboard.press('Enter')
  await both([ana, bela], (person) => person.expectSaved())
  expect(await namesOnServer(server, name)).toEqual([whole, 'Film'])
})

test('U1 at the very same place too, not a letter is lost or doubled', async ({ enter, server }) => {
  const name = await makeShow(server, 'Same place', plan('-'))
  const [ana, bela] = [await enter('Ana Lima'), await enter('Bela Okafor')]
  await both([ana, bela], (person) => person.opens(name))
  await both([ana, bela], (person) => person.grid.open(person.grid.cell('-', 'name')))
  const [mine, hers] = ['the quick brown fox', 'JUMPS OVER LAZY DOGS']
  await Promise.all([ana.page.keyboard.type(mine, { delay: 10 }), bela.page.keyboard.type(hers, { delay: 10 })])
  await expect.poll(async () => sorted(await ana.grid.field.inputValue())).toBe(sorted(`-${mine}${hers}`))
  const value = await ana.grid.field.inputValue()
  await expect(bela.grid.field).toHaveValue(value)
  // Each person's own letters stay in the order in which that person typed them.
  expect(value.replaceAll(/[^a-z]/g, '')).toBe(mine.replaceAll(' ', ''))
  expect(value.replaceAll(/[^A-Z]/g, '')).toBe(hers.replaceAll(' ', ''))
})

test('what one person types appears to the other while it is typed', async ({ enter, server }) => {
  const name = await makeShow(server, 'Letter by letter', plan('Doors'))
  const [ana, bela] = [await enter('Ana Lima'), await enter('Bela Okafor')]
  await both([ana, bela], (person) => person.opens(name))
  await ana.grid.open(ana.grid.cell('Doors', 'name'))
  for (const letters of [' o', 'p', 'en']) {
    await ana.page.keyboard.type(letters)
    const whole = await ana.grid.field.inputValue()
    await bela.grid.expectNames(whole)
  }
})

test('U7 both move rows at once: none is lost, none is doubled, and both see the same order', async ({ enter, server }) => {
  const names = ['A', 'B', 'C', 'D', 'E', 'F']
  const name = await makeShow(server, 'All change', plan(...names))
  const [ana, bela] = [await enter('Ana Lima'), await enter('Bela Okafor')]
  await both([ana, bela], (person) => person.opens(name))
  await ana.grid.goTo(ana.grid.cell('A', 'name'))
  await bela.grid.goTo(bela.grid.cell('F', 'name'))
  const press = async (person: Person, key: string): Promise<void> => {
    for (let times = 0; times < 5; times += 1) await person.page.keyboard.press(key)
  }
  await Promise.all([press(ana, 'Alt+ArrowDown'), press(bela, 'Alt+ArrowUp')])
  await both([ana, bela], (person) => person.expectSaved())
  await expect.poll(() => ana.grid.names()).toEqual(await namesOnServer(server, name))
  const order = await ana.grid.names()
  await bela.grid.expectNames(...order)
  expect(order.toSorted()).toEqual(names)
  await expect(ana.grid.cell('A', 'name')).toBeFocused()
  await expect(bela.grid.cell('F', 'name')).toBeFocused()
})

test('U7 rows moved and duplicated by one who is offline meet those moved meanwhile', async ({ enter, server }) => {
  const name = await makeShow(server, 'One was away', plan('A', 'B', 'C', 'D'))
  const [ana, bela] = [await enter('Ana Lima'), await enter('Bela Okafor')]
  await both([ana, bela], (person) => person.opens(name))
  await bela.goesOffline()
  await bela.grid.goTo(bela.grid.cell('A', 'name'))
  await bela.page.keyboard.press('Alt+ArrowDown')
  await bela.page.keyboard.press('Alt+ArrowDown')
  await ana.grid.goTo(ana.grid.cell('A', 'name'))
  await ana.page.keyboard.press('Alt+ArrowDown')
  await ana.grid.goTo(ana.grid.cell('D', 'name'))
  await ana.page.keyboard.press('Alt+ArrowUp')
  await ana.expectSaved()
  await bela.comesBack()
  await expect.poll(async () => (await ana.grid.names()).toSorted()).toEqual(['A', 'B', 'C', 'D'])
  const order = await namesOnServer(server, name)
  expect(order.toSorted()).toEqual(['A', 'B', 'C', 'D'])
  await both([ana, bela], (person) => person.grid.expectNames(...order))
})

test('U2 undo takes back one’s own edits only, the other’s stay', async ({ enter, server }) => {
  const name = await makeShow(server, 'Mine and yours', plan('Doors', 'Film'))
  const [ana, bela] = [await enter('Ana Lima'), await enter('Bela Okafor')]
  await both([ana, bela], (person) => person.opens(name))
  await ana.grid.write(ana.grid.cell('Doors', 'name'), 'House open')
  await bela.grid.expectNames('House open', 'Film')
  await bela.grid.write(bela.grid.cell('Film', 'duration'), '90')
  await bela.grid.open(bela.grid.cell('House open', 'name'))
  await bela.page.keyboard.type(', bar too')
  await bela.page.keyboard.press('Enter')
  await ana.grid.expectNames('House open, bar too', 'Film')
  await ana.page.keyboard.press('Control+z')
  await expect.poll(async () => (await ana.grid.names())[0]).toContain(', bar too')
  await expect.poll(async () => (await ana.grid.names())[0]).not.toContain('House')
  await ana.grid.expectCell(ana.grid.cell('Film', 'duration'), '1 h 30 min')
  const undo = ana.page.getByRole('toolbar', { name: 'Show' }).getByRole('button', { name: 'Undo', exact: true })
  await expect(undo).toBeDisabled()
})

test('R2 who is here is shown, and where; who leaves disappears', async ({ enter, server }) => {
  const name = await makeShow(server, 'Company', plan('Doors', 'Film'))
  const ana = await enter('Ana Lima')
  await ana.opens(name)
  const bela = await enter('Bela Okafor')
  await bela.opens(name)
  const people = ana.page.getByRole('button', { name: '1 other person here: Bela Okafor' })
  await expect(people).toBeVisible()
  await bela.grid.goTo(bela.grid.cell('Film', 'notes'))
  await expect(ana.grid.cell('Film', 'notes')).toContainText('Bela Okafor')
  await people.click()
  const item = ana.page.getByRole('menuitem', { name: 'Bela Okafor' })
  await expect(item).toContainText('In “Film”')
  await item.click()
  await expect(ana.grid.cell('Film', 'notes')).toBeFocused()
  // Somebody who comes late sees at once who is here already.
  const carla = await enter('Carla Núñez')
  await carla.opens(name)
  await expect(carla.page.getByRole('button', { name: /^2 other people here: / })).toBeVisible()
  await expect(carla.grid.cell('Film', 'notes')).toContainText('Bela Okafor')
  await bela.page.close()
  await expect(ana.page.getByRole('button', { name: '1 other person here: Carla Núñez' })).toBeVisible()
  await expect(ana.grid.cell('Film', 'notes')).not.toContainText('Bela Okafor')
})

test('R2 the caret of the other is shown between the letters where it is', async ({ enter, server }) => {
  const name = await makeShow(server, 'Carets', plan('Doors open'))
  const [ana, bela] = [await enter('Ana Lima'), await enter('Bela Okafor')]
  await both([ana, bela], (person) => person.opens(name))
  await both([ana, bela], (person) => person.grid.open(person.grid.cell('Doors open', 'name')))
  await bela.page.keyboard.press('Home')
  for (let step = 0; step < 5; step += 1) await bela.page.keyboard.press('ArrowRight')
  // The layer of carets is the text again, with the flag of the other where the caret is.
  const layer = ana.grid.table.locator('textarea + span')
  await expect(layer).toHaveText(/^DoorsBela Okafor open/)
  await ana.page.keyboard.press('Home')
  await ana.page.keyboard.type('All ')
  await expect(layer).toHaveText(/^All DoorsBela Okafor open/)
  await expect.poll(() => bela.grid.field.evaluate((field: HTMLTextAreaElement) => field.selectionStart)).toBe('All Doors'.length)
})

test('D7 a row that is deleted while somebody writes in it keeps what was written, and restoring brings it back', async ({ enter, server }) => {
  const name = await makeShow(server, 'Cut and restored', plan('Doors', 'Film', 'Credits'))
  const [ana, bela] = [await enter('Ana Lima'), await enter('Bela Okafor')]
  await both([ana, bela], (person) => person.opens(name))
  await bela.grid.open(bela.grid.cell('Film', 'name'))
  await bela.page.keyboard.type(', with subtitles')
  await ana.grid.expectNames('Doors', 'Film, with subtitles', 'Credits')
  await ana.grid.goTo(ana.grid.cell('Film, with subtitles', 'name'))
  await ana.page.keyboard.press('Control+Backspace')
  await bela.grid.expectNames('Doors', 'Credits')
  await expect(bela.grid.cell('Credits', 'name')).toBeFocused()
  await ana.page.getByRole('button', { name: 'More', exact: true }).click()
  await ana.page.getByRole('menuitem', { name: 'Deleted rows' }).click()
  await ana.page.getByRole('button', { name: 'Restore Film, with subtitles' }).click()
  await both([ana, bela], (person) => person.grid.expectNames('Doors', 'Film, with subtitles', 'Credits'))
})

test('D7 what was written offline in a row that others deleted is in it when it is restored', async ({ enter, server }) => {
  const name = await makeShow(server, 'Deleted meanwhile', plan('Doors', 'Film'))
  const [ana, bela] = [await enter('Ana Lima'), await enter('Bela Okafor')]
  await both([ana, bela], (person) => person.opens(name))
  await bela.goesOffline()
  await bela.grid.write(bela.grid.cell('Film', 'notes'), 'Reel two is scratched')
  await ana.grid.goTo(ana.grid.cell('Film', 'name'))
  await ana.page.keyboard.press('Control+Backspace')
  await ana.expectSaved()
  await bela.comesBack()
  await both([ana, bela], (person) => person.grid.expectNames('Doors'))
  await ana.page.getByRole('alertdialog').filter({ hasText: '1 segment deleted' }).getByRole('button', { name: 'Undo' }).click()
  await both([ana, bela], (person) => person.grid.expectCell(person.grid.cell('Film', 'notes'), 'Reel two is scratched'))
})

test('U6 what others do never moves my focus or ends what I write', async ({ enter, server }) => {
  const name = await makeShow(server, 'Undisturbed', plan('A', 'B', 'C'))
  const [ana, bela] = [await enter('Ana Lima'), await enter('Bela Okafor')]
  await both([ana, bela], (person) => person.opens(name))
  await ana.grid.open(ana.grid.cell('B', 'name'))
  await ana.page.keyboard.type('ee')
  await bela.grid.goTo(bela.grid.cell('A', 'name'))
  await bela.page.keyboard.press('Control+Shift+Enter')
  await bela.page.keyboard.type('First of all')
  await bela.page.keyboard.press('Enter')
  await bela.grid.goTo(bela.grid.cell('C', 'name'))
  await bela.page.keyboard.press('Alt+ArrowUp')
  await bela.page.keyboard.press('Control+Backspace')
  await ana.grid.expectNames('First of all', 'A', 'Bee')
  await expect(ana.grid.field).toBeFocused()
  await ana.page.keyboard.type('s')
  await ana.page.keyboard.press('Enter')
  await bela.grid.expectNames('First of all', 'A', 'Bees')
  await ana.expectSaved()
  expect((await readShow(server, name)).segments).toHaveLength(4)
})

test('S003-47 every document that is open in a window shares one socket', async ({ ana, server }) => {
  const [first, second] = [await makeShow(server, 'One', plan('Doors')), await makeShow(server, 'Two', plan('Film'))]
  const sockets: string[] = []
  ana.page.on('websocket', (socket) => sockets.push(socket.url()))
  await ana.opens(first)
  await ana.page.getByRole('link', { name: 'Callboard: all shows' }).click()
  await ana.page.getByRole('link', { name: 'Two' }).click()
  await ana.grid.expectNames('Film')
  await ana.expectSaved()
  expect(second).not.toBe(first)
  expect(sockets.filter((url) => url.endsWith('/sync'))).toHaveLength(1)
})

test('S003-46 a letter that is typed travels as a few bytes, not as the document', async ({ enter, server }) => {
  const names = Array.from({ length: 120 }, (_, index) => `Segment number ${index + 1}, with a name of some length`)
  const name = await makeShow(server, 'Large', plan(...names))
  const [ana, bela] = [await enter('Ana Lima'), await enter('Bela Okafor')]
  const heard: number[] = []
  bela.page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => heard.push(payload.length)))
  await both([ana, bela], (person) => person.opens(name))
  await ana.grid.open(ana.grid.cell(names[0] ?? '', 'name'))
  const before = heard.length
  await ana.page.keyboard.type('!')
  await bela.grid.expectNames(`${names[0]}!`, ...names.slice(1))
  expect(heard.length).toBeGreaterThan(before)
  expect(Math.max(...heard.slice(before))).toBeLessThan(1000)
})

test('U1 who types over a cell that somebody is writing in comes beside those words', async ({ enter, server }) => {
  const name = await makeShow(server, 'Both over', plan('Doors'))
  const [ana, bela] = [await enter('Ana Lima'), await enter('Bela Okafor')]
  await both([ana, bela], (person) => person.opens(name))
  await both([ana, bela], (person) => person.grid.goTo(person.grid.cell('Doors', 'name')))
  await ana.page.keyboard.type('House open')
  await bela.grid.expectNames('House open')
  await bela.page.keyboard.type('Foyer open')
  await bela.page.keyboard.press('Enter')
  await ana.page.keyboard.press('Enter')
  await both([ana, bela], (person) => person.grid.expectNames('House open / Foyer open'))
})

test('U1 two who type over a cell without knowing of each other keep both texts, parted by a mark', async ({ enter, server }) => {
  const name = await makeShow(server, 'Both over, apart', plan('Doors'))
  const [ana, bela] = [await enter('Ana Lima'), await enter('Bela Okafor')]
  await both([ana, bela], (person) => person.opens(name))
  await bela.goesOffline()
  await both([ana, bela], (person) => person.grid.goTo(person.grid.cell('Doors', 'name')))
  await ana.page.keyboard.type('House open')
  await bela.page.keyboard.type('Doors now')
  await bela.comesBack()
  await expect.poll(async () => (await ana.grid.field.inputValue()).length).toBe(19)
  await expect(bela.grid.field).toHaveValue(await ana.grid.field.inputValue())
  await both([ana, bela], (person) => person.page.keyboard.press('Enter'))
  await expect.poll(async () => (await namesOnServer(server, name))[0]).toMatch(/^(House open \/ Doors now|Doors now \/ House open)$/)
})
