/**
 * One evening: a caller, two phones of the crew and the stage timer go through ten segments, while the server is killed
 * and started again, and a network goes and comes back. Whatever each clock says, the four screens agree.
 *
 * Segment n lasts n times ten minutes, so that every countdown tells which segment it is of.
 */
import { PHONE } from './support/entering'
import type { Person } from './support/person'
import { makeShow } from './support/shows'
import { expect, test } from './support/test'

const MINUTE = 60_000
const NAMES = ['Doors', 'Welcome', 'Keynote', 'Panel', 'Film', 'Music', 'Awards', 'Thanks', 'Dance', 'Get out']
const SEGMENTS = NAMES.map((name, at) => ({ id: `segment-${at + 1}`, name, duration: (at + 1) * 10 * MINUTE }))
const CUES = SEGMENTS.map(({ id }, at) => ({ id: `cue-${at}`, segment: id, department: at % 2 ? 'sound' : 'lighting', number: `${at}`, label: 'Go' }))
/** Of what people see, in ms. */
const AGREED = 100

/** What a screen has counted down, and when: by the machine's own clock, which no page can change. */
interface Tick {
  readonly at: number
  readonly shown: string
}
interface NightWindow {
  ticks: Tick[]
}

/** Runs in the page, whose clock is wrong by so many milliseconds. */
const keepWatch = (wrong: number): void => {
  const right = Date.now.bind(Date)
  Date.now = () => right() + wrong
  const ticks: Tick[] = []
  ;(window as unknown as NightWindow).ticks = ticks
  const look = (): void => {
    const shown = document.querySelector('[role=timer]')?.textContent ?? ''
    if (shown !== ticks.at(-1)?.shown) ticks.push({ at: performance.timeOrigin + performance.now(), shown })
  }
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true })
}

const ticksOf = ({ page }: Person): Promise<readonly Tick[]> => page.evaluate(() => (window as unknown as NightWindow).ticks)
const secondsIn = (shown: string): number => shown.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
/** From 1; the countdown of segment n stays above that of the one before for all of this evening. */
const segmentIn = (shown: string): number => Math.ceil(secondsIn(shown) / 600)
/** The best quarter is below it: a machine that is busy draws late, on one screen more than on another. */
const quarter = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 4)] ?? Number.NaN

/** How far apart the screens were, for everything that all of them have shown. */
const spreads = (nights: readonly (readonly Tick[])[], what: (shown: string) => string): readonly number[] => {
  const firsts = nights.map((ticks) => new Map(ticks.toReversed().map(({ at, shown }) => [what(shown), at])))
  const [one, ...others] = firsts
  const common = [...(one?.keys() ?? [])].filter((key) => key !== '' && others.every((first) => first.has(key)))
  return common.map((key) => firsts.map((first) => first.get(key) ?? 0)).map((moments) => Math.max(...moments) - Math.min(...moments))
}

test('O4 O5 K5 U15 U17 U18 S000-21 S000-28 S000-29 four screens agree on what is live and how long is left, through a restart and a cut', async ({ enter, startServer }) => {
  test.setTimeout(180_000)
  const server = await startServer()
  const show = await makeShow(server, 'Gala', { show: { planned_start: 0 }, segments: SEGMENTS, cues: CUES })
  const ana = await enter('Ana Lima', { server })
  const lights = await enter('Cem', { server, context: PHONE })
  const sound = await enter('Dora', { server, context: PHONE })
  const stage = await enter('Projector', { server })
  const everybody = [ana, lights, sound, stage]
  for (const [person, wrong] of [[ana, 0], [lights, 3 * MINUTE], [sound, -95_000], [stage, 3_600_000]] as const) {
    person.complaints.tolerateOutages()
    await person.context.addInitScript(keepWatch, wrong)
  }
  await ana.page.goto(`/${show}/call`)
  for (const [person, department] of [[lights, 'Lighting'], [sound, 'Sound']] as const) {
    await person.page.goto(`/${show}/crew`)
    await person.page.getByRole('button', { name: new RegExp(`^${department}`) }).tap()
    await person.page.getByRole('button', { name: 'Follow' }).tap()
  }
  await stage.page.goto(`/${show}/timer`)

  const shows = async (person: Person, segment: number): Promise<void> =>
    expect(async () => expect(segmentIn(await person.page.getByRole('timer').first().innerText())).toBe(segment)).toPass({ timeout: 20_000, intervals: [50] })
  const goButton = ana.page.getByRole('group', { name: 'Call the show' }).getByRole('button', { name: /^GO/ })
  const go = async (segment: number, who = everybody): Promise<void> => {
    await expect(goButton).toHaveAttribute('data-settling', 'false')
    await ana.page.keyboard.press('Space')
    for (const person of [ana, ...who]) await shows(person, segment)
    await counts(1)
  }
  /** Some seconds pass in which everybody counts down; a press right after another one would count as the same. */
  const counts = async (seconds: number): Promise<void> => {
    const before = (await ticksOf(ana)).length
    await expect.poll(async () => (await ticksOf(ana)).length, { intervals: [100] }).toBeGreaterThanOrEqual(before + seconds)
  }

  await expect(goButton).toBeEnabled()
  for (const segment of [1, 2, 3]) await go(segment)
  await counts(3)

  // The server is killed, and comes back: what was live is live, and everybody goes on without being asked anything.
  await server.kill()
  await counts(3)
  await server.start()
  await expect(goButton).toBeEnabled({ timeout: 20_000 })
  for (const segment of [4, 5]) await go(segment)

  // A phone loses the network; the show goes on, and when it is back the phone is where everybody is.
  lights.line.cut()
  for (const segment of [6, 7]) await go(segment, [sound, stage])
  await shows(lights, 5)
  lights.line.mend()
  await shows(lights, 7)
  for (const segment of [8, 9, 10]) await go(segment)
  await counts(3)

  for (const person of everybody) await expect(person.page.getByText('Get out', { exact: true }).first()).toBeVisible()
  const nights = await Promise.all(everybody.map(ticksOf))
  const live = spreads(nights, (shown) => (shown === '' ? '' : String(segmentIn(shown))))
  const counted = spreads(nights, (shown) => shown)
  test.info().annotations.push({ type: 'agreement', description: `what is live: ${live.map(Math.round).join(', ')} ms apart; the countdown: ${counted.map(Math.round).join(', ')} ms` })
  expect(live.length).toBeGreaterThanOrEqual(8)
  expect(counted.length).toBeGreaterThanOrEqual(8)
  expect(quarter(live)).toBeLessThan(AGREED)
  expect(quarter(counted)).toBeLessThan(AGREED)
})
