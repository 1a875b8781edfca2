/** The crew’s screen on a phone: what stands by and goes is theirs alone, and nothing on it moves the show (U17). */
import { isAccessible, PHONE } from './support/entering'
import type { Person } from './support/person'
import type { Server } from './support/server'
import { makeShow, plan } from './support/shows'
import { expect, test } from './support/test'

test.describe.configure({ timeout: 120_000 })

/** Somebody calls the show over HTTP, as a button of a console does. */
const callerOf = (server: Server, show: string) => async (command: string, args: object = {}): Promise<void> => {
  const by = { id: 'desk-1', name: 'Ana Lima' }
  const answer = await fetch(`${server.address}/api/live/${show}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ command, args, by }),
  })
  if (!answer.ok) throw new Error(`${command}: ${answer.status} ${await answer.text()}`)
}

const follows = async (person: Person, show: string, department: string): Promise<void> => {
  await person.page.goto(`/${show}/crew`)
  await person.page.getByRole('button', { name: new RegExp(`^${department}`) }).tap()
  await person.page.getByRole('button', { name: 'Follow' }).tap()
}
const card = ({ page }: Person) => page.getByRole('list', { name: 'Your next cue' }).getByRole('listitem').first()
const interrupted = ({ page }: Person) => page.locator('[aria-live=assertive]').filter({ hasNot: page.locator('[data-live-announcer]') })
const seconds = async (person: Person): Promise<number> => {
  const [minutes = '0', rest = '0'] = (await card(person).getByRole('timer').innerText()).split(':')
  return Number(minutes) * 60 + Number(rest)
}

const cues = [
  { id: 'cue-1', segment: 'segment-1', department: 'lighting', number: '1', label: 'House to half' },
  { id: 'cue-2', segment: 'segment-2', department: 'lighting', number: '2', label: 'Panel look', note: 'Slowly' },
  { id: 'cue-3', segment: 'segment-1', department: 'sound', number: '1', label: 'Music out' },
]

test('U17 a phone is told of the standby and GO of its own departments, and of no others; when the network goes it says so and counts on', async ({ enter, server }) => {
  const show = await makeShow(server, 'Gala', { ...plan('Doors', 'Panel'), cues })
  const call = callerOf(server, show)
  const [lights, sound] = [await enter('Cem', { context: PHONE, keepsApp: true }), await enter('Dora', { context: PHONE })]
  // Whatever the clock of a device says, it counts with the server's.
  await lights.context.addInitScript(() => {
    const right = Date.now.bind(Date)
    Date.now = () => right() + 180_000
  })
  await follows(lights, show, 'Lighting')
  await follows(sound, show, 'Sound')
  await expect(card(lights)).toContainText(/Next.*LX 1.*House to half/s)
  await call('next')
  await expect(card(lights)).toContainText('On now')
  await expect(lights.announcements).toContainText('Now: Doors')

  await lights.page.getByRole('button', { name: 'LX 1: details and your own note' }).tap()
  await lights.page.getByRole('textbox', { name: 'Your own note' }).fill('Watch the usher')
  await call('standby', { cueIds: ['cue-1'] })
  await expect(card(lights)).toContainText(/^Standby.*Watch the usher/s)
  await expect(interrupted(lights)).toHaveText('Standby: LX 1 House to half')
  await isAccessible(lights.page)
  const amber = await card(lights).evaluate((one) => getComputedStyle(one).backgroundColor)
  await call('cue', { cueIds: ['cue-1'] })
  await expect(card(lights)).toContainText(/^GO/)
  await expect(interrupted(lights)).toHaveText('GO: LX 1 House to half')
  expect(await card(lights).evaluate((one) => getComputedStyle(one).backgroundColor)).not.toBe(amber)
  // It stays for whoever looked at the stage, and moves on by itself.
  await expect(card(lights)).toContainText(/Next.*LX 2.*Panel look/s)
  await expect(card(sound)).toContainText(/On now.*SND 1/s)
  await expect(interrupted(sound)).toHaveText('')
  await isAccessible(lights.page)

  await lights.isKept()
  lights.complaints.tolerateOutages()
  const left = await seconds(lights)
  // As on a phone that has gone out of reach: nothing is refused, nothing comes.
  lights.line.hold()
  await expect(lights.page.getByText(/Not connected: this may be old.*As of \d\d:\d\d:\d\d/)).toBeVisible({ timeout: 10_000 })
  expect(left - (await seconds(lights))).toBeGreaterThan(3)
  // A phone that throws the page away while it sleeps has it again without the network.
  lights.line.cut()
  lights.line.release()
  await lights.page.reload()
  await expect(lights.page.getByText(/Not connected: this may be old.*As of \d\d:\d\d:\d\d/)).toBeVisible()
  await expect(card(lights)).toContainText(/Next.*LX 2/s)
  expect(left - (await seconds(lights))).toBeGreaterThan(3)
  expect(left - (await seconds(lights))).toBeLessThan(60)
  await call('standby', { segmentId: 'segment-2' })
  await call('next')
  await expect(card(lights)).toContainText('Next')
  lights.line.mend()
  await expect(card(lights)).toContainText(/On now.*LX 2/s)
  await expect(lights.page.getByText('Not connected')).toHaveCount(0)
  await expect(interrupted(lights)).toHaveText('')
  for (const name of ['GO', 'Next', 'Pause', 'Start', 'Complete']) await expect(lights.page.getByRole('button', { name, exact: true })).toHaveCount(0)
})

test('U17 what somebody changed is marked until it is seen; a note of one’s own stays on the device', async ({ enter, server }) => {
  const show = await makeShow(server, 'Gala', { ...plan('Doors', 'Panel'), cues })
  const [cem, ben] = [await enter('Cem', { context: PHONE }), await enter('Ben Osei')]
  await follows(cem, show, 'Lighting')
  const { page } = cem
  await page.getByRole('button', { name: 'LX 1: details and your own note' }).tap()
  await page.getByRole('textbox', { name: 'Your own note' }).fill('Watch the usher')
  await page.getByRole('button', { name: 'Done' }).tap()
  await expect(card(cem)).toContainText('Watch the usher')

  const changed = await fetch(`${server.address}/api/documents/${show}/import`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ content: { cues: [{ ...cues[0], label: 'House out' }] } }),
  })
  expect(changed.ok).toBe(true)
  await expect(card(cem)).toContainText(/House out.*Changed/s)
  await page.reload()
  const changes = page.getByRole('region', { name: 'Changes' })
  await expect(changes).toContainText('1 change since you last looked')
  await changes.getByRole('button', { name: 'Show' }).tap()
  await expect(changes).toContainText('What it does: House to half → House out')
  await changes.getByRole('button', { name: 'Seen', exact: true }).tap()
  await expect(changes).toHaveCount(0)
  await expect(card(cem)).toContainText('Watch the usher')
  await expect(card(cem)).not.toContainText('Changed')
  await ben.opens(show)
  await expect(ben.page.getByText('Watch the usher')).toHaveCount(0)

  await page.getByRole('button', { name: /^You follow Lighting/ }).tap()
  const options = page.getByRole('dialog')
  await isAccessible(page)
  await options.getByText('A sound with standby and GO').tap()
  await options.getByRole('button', { name: /^Effects/ }).tap()
  await options.getByRole('button', { name: /^Lighting/ }).tap()
  await options.getByRole('button', { name: 'Done' }).tap()
  await expect(page.getByRole('heading', { name: 'Nothing for you in this show' })).toBeVisible()

  // A page that was loaded anew may not sound before somebody has pressed something, and says so.
  await page.reload()
  await page.getByRole('button', { name: 'Sound on' }).tap()
  await expect(page.getByText('No sound yet')).toHaveCount(0)
})
