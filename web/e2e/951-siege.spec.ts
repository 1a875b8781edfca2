/**
 * Two people type, and everything breaks, over and over and in any order: the network of one or both, the process, the
 * disk. Nothing that either browser showed as saved is ever missing, and in the end everybody has everything.
 *
 * TEST_EFFORT says how long (make test-long); SEED repeats what went wrong.
 */
import { type Person, SAVED } from './support/person'
import { makeShow, namesOnServer, plan } from './support/shows'
import { expect, test } from './support/test'

const ROUNDS = 2 * Number(process.env['TEST_EFFORT'] ?? 1)
const SEED = Number(process.env['SEED'] ?? 1 + Math.floor(Math.random() * 2 ** 30))
/** Twenty rounds of it are less than a name may have. */
const SENTENCE = 'and then it rained'

/** Mulberry32: small, and the same everywhere. */
const chanceOf = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** What stood in the field when the badge last said that everything is saved on the server. */
const lastSaved = ({ diary }: Person): string => diary.findLast(({ said }) => said === SAVED)?.field ?? ''

test('P2 R9 U3 whatever breaks while two people type, nothing shown as saved is ever missing @long', async ({ startServer, enter }) => {
  test.setTimeout(60_000 + ROUNDS * 60_000)
  process.stdout.write(`seed ${SEED}\n`)
  const chance = chanceOf(SEED)
  const server = await startServer()
  const name = await makeShow(server, 'Under siege', plan('A', 'B'))
  const people = [await enter('Ana Lima', { server }), await enter('Bela Okafor', { server })]
  const cells = ['A', 'B']
  for (const [place, person] of people.entries()) {
    person.complaints.tolerateOutages()
    person.complaints.tolerateGone() // a line over plain requests, by a server that was started anew
    await person.opens(name)
    await person.grid.open(person.grid.cell(cells[place] ?? '', 'name'))
  }
  let written = cells

  /** The disk alone is asked: no browser can help meanwhile. */
  const expectNothingMissing = async (): Promise<void> => {
    for (const { line } of people) line.cut()
    await server.kill()
    const shown = await Promise.all(people.map(async (person) => (await person.moment(), lastSaved(person))))
    await server.start()
    const stored = await namesOnServer(server, name)
    for (const [place, saved] of shown.entries()) {
      expect(stored[place]?.length ?? 0, `what ${people[place]?.name} saw as saved`).toBeGreaterThanOrEqual(saved.length)
      expect(written[place]?.startsWith(stored[place] ?? '-'), `what ${people[place]?.name} wrote`).toBe(true)
    }
  }

  const breakages = {
    'the network of one': () => people[Math.floor(chance() * 2)]?.line.cut(),
    'the network of both': () => people.forEach(({ line }) => line.cut()),
    'a network that stalls': () => people[Math.floor(chance() * 2)]?.line.hold(),
    'a server that hangs': () => server.freeze(),
    'a disk that is full': () => server.fillDisk(),
    'the process': () => server.kill(),
  }
  const mend = async (): Promise<void> => {
    server.thaw()
    server.freeDisk()
    for (const { line } of people) {
      line.release()
      line.mend()
    }
  }

  for (let round = 0; round < ROUNDS; round += 1) {
    const words = Object.keys(breakages) as (keyof typeof breakages)[]
    const broken = words[Math.floor(chance() * words.length)] ?? 'the process'
    await test.step(`round ${round}: ${broken}`, async () => {
      written = written.map((before) => `${before} ${SENTENCE}`)
      const typing = people.map((person) => person.page.keyboard.type(` ${SENTENCE}`, { delay: 10 + 20 * chance() }))
      await expect.poll(() => people[0]?.grid.field.inputValue()).not.toBe(written[0]?.slice(0, -1 - SENTENCE.length))
      await breakages[broken]()
      await Promise.all(typing)
      for (const [place, person] of people.entries()) await expect(person.grid.field).toHaveValue(written[place] ?? '')
      if (broken === 'the process') await server.start()
      await mend()
      await expectNothingMissing()
      for (const person of people) {
        person.line.mend()
        await person.comesBack()
      }
      expect(await namesOnServer(server, name)).toEqual(written)
    })
  }
  await server.kill()
  for (const { line } of people) line.cut()
  await server.start()
  expect(await namesOnServer(server, name)).toEqual(written)
})
