/** The server is killed with -9 in the middle of typing and started again on the same data and port. */
import { SAVED } from './support/person'
import { makeShow, namesOnServer, plan } from './support/shows'
import { expect, test } from './support/test'

const ROUNDS = 2
const SENTENCE = 'the rain in spain falls mainly in the plain '
const AFTERWARDS = 'and then '

test('P2 U3 what a browser showed as saved is there after kill -9, the rest arrives from the browser', async ({ startServer, enter }) => {
  test.setTimeout(120_000)
  const server = await startServer()
  const name = await makeShow(server, 'Power cuts', plan('-'))
  const ana = await enter('Ana Lima', { server })
  ana.complaints.tolerateOutages()
  await ana.opens(name)
  await ana.grid.open(ana.grid.cell('-', 'name'))
  /** What stood in the field when the badge last said that everything is saved on the server. */
  const lastSaved = (): string => ana.diary.findLast(({ said }) => said === SAVED)?.field ?? ''
  let written = '-'
  for (let round = 0; round < ROUNDS; round += 1) {
    const typing = ana.page.keyboard.type(SENTENCE, { delay: 12 })
    // In the middle: as soon as some of this round has been saved.
    await expect.poll(() => lastSaved().length, { intervals: [5] }).toBeGreaterThan(written.length)
    await server.kill()
    // The browser cannot help: what is read now is what the disk had.
    ana.line.cut()
    await typing
    // Whatever came in time: this did not.
    await ana.page.keyboard.type(AFTERWARDS)
    written += SENTENCE + AFTERWARDS
    await expect(ana.grid.field).toHaveValue(written)
    await expect(ana.badge).toHaveAccessibleName(/^Offline\. /)
    await ana.moment()
    const shownAsSaved = lastSaved()
    expect(shownAsSaved.length).toBeLessThan(written.length)
    await server.start()
    const [stored = ''] = await namesOnServer(server, name)
    expect(stored.length, `round ${round}`).toBeGreaterThanOrEqual(shownAsSaved.length)
    expect(written.startsWith(stored)).toBe(true)
    expect(lastSaved()).toBe(shownAsSaved)
    await ana.comesBack()
    expect(await namesOnServer(server, name)).toEqual([written])
  }
})

test('P2 the other one, who was typing too, has everything as well @long', async ({ startServer, enter }) => {
  const server = await startServer()
  const name = await makeShow(server, 'Both at it', plan('A', 'B'))
  const people = [await enter('Ana Lima', { server }), await enter('Bela Okafor', { server })]
  for (const person of people) {
    person.complaints.tolerateOutages()
    await person.opens(name)
  }
  const [ana, bela] = people as [(typeof people)[0], (typeof people)[0]]
  await ana.grid.open(ana.grid.cell('A', 'name'))
  await bela.grid.open(bela.grid.cell('B', 'name'))
  const typing = people.map((person) => person.page.keyboard.type(` ${SENTENCE}`, { delay: 12 }))
  await expect.poll(() => ana.grid.field.inputValue()).toContain('rain')
  await server.kill()
  await Promise.all(typing)
  for (const person of people) await expect(person.badge).toHaveAccessibleName(/^Offline\. Working offline\. \d+ changes/)
  await server.start()
  for (const person of people) await person.comesBack()
  const names = [`A ${SENTENCE}`, `B ${SENTENCE}`]
  for (const person of people) await expect.poll(async () => (await person.grid.names()).map((one) => one.trim())).toEqual(names.map((one) => one.trim()))
  expect(await namesOnServer(server, name)).toEqual(names)
})
