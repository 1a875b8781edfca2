/** The screen of whoever calls a show: one hand on the space bar, or a thumb on GO. */
import type { Locator } from '@playwright/test'
import { axeOn } from './support/axe'
import type { Person } from './support/person'
import { makeShow, plan } from './support/shows'
import { expect, test } from './support/test'

const CUES = [
  { id: 'cue-1', segment: 'segment-1', department: 'lighting', number: '1', label: 'House to half' },
  { id: 'cue-2', segment: 'segment-1', department: 'sound', number: '4', label: 'Walk-in out' },
  { id: 'cue-3', segment: 'segment-2', department: 'stage', number: '2', label: 'Tabs' },
]

const now = ({ page }: Person): Locator => page.getByRole('region', { name: 'On now' })
const standby = ({ page }: Person): Locator => page.getByRole('region', { name: 'Standby', exact: true })
const rows = ({ page }: Person): Locator => page.getByRole('region', { name: 'Rows' }).getByRole('listitem')
const go = ({ page }: Person): Locator => page.getByRole('button', { name: /^GO (to|Start|nothing)/ })

const calls = async (person: Person, documentName: string): Promise<void> => {
  await person.page.goto(`/${documentName}/call`)
  await expect(now(person)).toBeVisible()
  await person.expectSaved()
  await expect(now(person)).not.toContainText('Asking what is on')
}

/** A press this soon after a segment has become active is taken for the same press, and GO looks like it. */
const settled = async (person: Person): Promise<void> => expect(go(person)).toHaveAttribute('data-settling', 'false')

test('U15 S000-25 a newcomer calls a whole show from the keyboard, and whoever looks on sees each step', async ({ enter, server }) => {
  const name = await makeShow(server, 'Gala', { ...plan('Doors', 'Welcome', 'Panel'), cues: CUES })
  const [ana, cem] = [await enter('Ana Lima'), await enter('Cem Yildiz')]
  await ana.opens(name)
  await ana.page.getByRole('button', { name: 'Screens' }).click()
  await ana.page.getByRole('menuitem', { name: 'Call' }).click()
  await calls(cem, name)
  await expect(go(ana)).toBeEnabled()
  await expect(now(ana)).toContainText('Press Space or GO to start with “Doors”')
  const press = (keys: string): Promise<void> => ana.page.keyboard.press(keys)

  await press('Space')
  await press('Space')
  await expect(now(cem).getByRole('heading')).toHaveText('Doors')
  await expect(now(cem)).toContainText('Called by Ana Lima')
  await expect(go(cem)).toHaveCount(0)
  await expect(cem.page.getByRole('group', { name: 'Call the show' })).toContainText('Ana Lima has the call.')
  await settled(ana)
  await expect(now(ana).getByRole('heading')).toHaveText('Doors')

  await press('n')
  await expect(cem.page.getByRole('region', { name: 'Cues of Doors' })).toContainText(/LX 1House to half\s*Standing by since \d\d:\d\d:\d\d/)
  await press('n')
  await expect(cem.page.getByRole('region', { name: 'Cues of Doors' }).getByText(/^Standing by since/)).toHaveCount(2)
  await ana.page.getByRole('button', { name: 'Stand down SND 4' }).click()
  await expect(cem.page.getByRole('region', { name: 'Cues of Doors' }).getByText(/^Standing by since/)).toHaveCount(1)
  await press('g')
  await expect(cem.page.getByRole('region', { name: 'Cues of Doors' })).toContainText(/House to halfCalled at \d\d:\d\d:\d\d/)
  await press('s')
  await expect(standby(cem).getByRole('listitem').first()).toContainText(/Welcome.*STG standing by since/)
  await expect(ana.announcements).toContainText('Standby: Welcome')

  const height = async (): Promise<number | undefined> => (await now(ana).boundingBox())?.height
  const running = await height()
  await press('p')
  await press('p')
  await expect(now(cem)).toContainText('Paused')
  expect(await height(), 'nothing moves when the show is paused').toBe(running)
  await expect(rows(cem).filter({ hasText: 'Doors' })).toContainText('Paused')
  await press('r')
  await expect(now(cem)).not.toContainText('Paused')
  await press('+')
  await press('+')
  await expect(now(cem).getByRole('timer')).toHaveText(/^5:[45]\d/)
  await ana.page.getByRole('alertdialog').filter({ hasText: '1 min more for “Doors”' }).getByRole('button', { name: 'Undo' }).click()
  await expect(now(cem).getByRole('timer')).toHaveText(/^4:\d\d/)

  await ana.page.keyboard.down('Space')
  await ana.page.keyboard.down('Space')
  await expect(now(cem).getByRole('heading')).toHaveText('Welcome')
  await settled(ana)
  await ana.page.keyboard.down('Space')
  await ana.page.keyboard.up('Space')
  await expect(now(ana).getByRole('heading')).toHaveText('Welcome')
  await press('Shift+Space')
  await expect(now(cem).getByRole('heading')).toHaveText('Doors')

  await press('Escape')
  await expect(ana.page.getByRole('alertdialog', { name: 'Clear “Doors”?' })).toBeVisible()
  await press('Escape')
  await expect(ana.page.getByRole('alertdialog', { name: 'Clear “Doors”?' })).toHaveCount(0)
  await expect(now(ana).getByRole('heading')).toHaveText('Doors')
  await ana.page.getByRole('button', { name: 'Screens' }).click()
  await expect(ana.page.getByRole('menuitem', { name: 'How it went' })).toBeVisible()
  await press('Escape')
  await expect(ana.page.getByRole('menu')).toHaveCount(0)

  await press('?')
  await ana.page.getByRole('checkbox', { name: /^Single letters/ }).press('Space')
  await press('Escape')
  await press('p')
  await settled(ana)
  for (const next of ['Welcome', 'Panel']) {
    await press('Space')
    await expect(now(ana).getByRole('heading')).toHaveText(next)
    await settled(ana)
  }
  await expect(now(ana)).not.toContainText('Paused')
  await press('Space')
  await expect(now(cem)).toContainText(/The show is over: \d\d:\d\d, /)
  await expect(go(ana)).toBeDisabled()
  await now(ana).getByRole('link', { name: 'How it went' }).click()
  await expect(ana.page).toHaveURL(`/${name}/report`)
  await expect(ana.page.getByRole('rowheader', { name: 'Panel' })).toBeVisible()
})

test('U15 S000-47 the call is taken from a caller who keeps it, and then from one who is gone, with a reason that is written down', async ({ enter, server }) => {
  const name = await makeShow(server, 'Gala', plan('Doors', 'Welcome'))
  const [ana, ben] = [await enter('Ana Lima'), await enter('Ben Osei')]
  await calls(ana, name)
  await ana.page.keyboard.press('Space')
  await calls(ben, name)
  await expect(now(ben)).toContainText('Called by Ana Lima')
  await ben.page.keyboard.press('t')
  const dialog = ben.page.getByRole('dialog', { name: 'Take the call from Ana Lima' })
  await expect(dialog.getByRole('timer')).toHaveText(/^1\d$/)
  await dialog.getByLabel('Reason').fill('She is at the other door')
  await expect(dialog.getByRole('button', { name: 'Take the call' })).toBeDisabled()
  await expect(now(ana)).toContainText('Ben Osei asks for the call')
  await ana.page.keyboard.press('k')
  await expect(dialog).toContainText('Ana Lima keeps the call.')
  await dialog.getByRole('button', { name: 'Leave it' }).click()
  await expect(now(ana)).toContainText('You have the call')

  await ana.page.goto('about:blank')
  await ben.page.keyboard.press('t')
  await dialog.getByLabel('Reason').fill('Her tablet has no power')
  // She is not connected: it takes as long as she could still come back.
  await expect(dialog.getByRole('button', { name: 'Take the call' })).toBeEnabled({ timeout: 25_000 })
  await ben.page.keyboard.press('Enter')
  await expect(now(ben)).toContainText('You have the call')
  await settled(ben)
  await ben.page.keyboard.press('Space')
  await expect(now(ben).getByRole('heading')).toHaveText('Welcome')
})

test('U15 the space bar is GO again once a menu or the stage controls are closed; a button reached with Tab keeps it; time that was added is taken back from nothing else', async ({ ana, server }) => {
  const name = await makeShow(server, 'Gala', plan('Doors', 'Welcome', 'Panel', 'Close'))
  await calls(ana, name)
  const press = (keys: string): Promise<void> => ana.page.keyboard.press(keys)
  await press('Space')
  await expect(now(ana).getByRole('heading')).toHaveText('Doors')
  await settled(ana)

  await ana.page.getByRole('button', { name: 'More for Panel' }).click()
  await ana.page.getByRole('menuitem', { name: 'Skip' }).click()
  await expect(rows(ana).filter({ hasText: 'Panel' })).toContainText('Skipped')
  await press('+')
  const added = ana.page.getByRole('alertdialog').filter({ hasText: 'more for “Doors”' })
  await expect(added.getByRole('button', { name: 'Undo' })).toBeVisible()
  const [said, order] = [await added.boundingBox(), await ana.page.getByRole('region', { name: 'Running order' }).boundingBox()]
  expect(said?.x, 'no cue lies under what is said').toBeGreaterThanOrEqual(order?.x ?? Infinity)
  await press('Space')
  await expect(now(ana).getByRole('heading')).toHaveText('Welcome')
  await expect(ana.page.getByRole('menu')).toHaveCount(0)
  await expect(added).toHaveCount(0)
  await settled(ana)

  const stage = ana.page.getByRole('button', { name: /^Stage/ })
  await stage.click()
  await ana.page.keyboard.type('Wrap up, please')
  await press('Enter')
  await expect(stage).toHaveText('Stage: Wrap up, please')
  await press('Escape')
  await expect(stage).toBeFocused()
  await press('Space')
  await expect(now(ana).getByRole('heading')).toHaveText('Close')
  await expect(ana.page.getByRole('dialog')).toHaveCount(0)
  await settled(ana)

  await press('Tab')
  await press('Shift+Tab')
  await expect(stage).toBeFocused()
  await press('Space')
  await expect(ana.page.getByRole('dialog', { name: 'Screens on stage' })).toBeVisible()
  await expect(now(ana)).toContainText('Close')
})

const SIZES = { upright: { width: 820, height: 1180 }, lying: { width: 1180, height: 820 }, phone: { width: 390, height: 844 } }

const fingertip = async (button: Locator): Promise<void> => {
  const box = await button.boundingBox()
  expect(Math.min(box?.width ?? 0, box?.height ?? 0), await button.innerText()).toBeGreaterThanOrEqual(48)
}

test('U15 a tablet and a phone call the show by thumb; the live row is in the middle until somebody looks elsewhere; without the server GO is off', async ({ enter, server }) => {
  const name = await makeShow(server, 'Gala', { ...plan(...Array.from({ length: 40 }, (_, index) => `Item ${index + 1}`)), cues: CUES })
  const ana = await enter('Ana Lima', { context: { viewport: SIZES.upright, hasTouch: true, colorScheme: 'light' } })
  await calls(ana, name)
  await expect(ana.page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await go(ana).tap()
  await expect(now(ana).getByRole('heading')).toHaveText('Item 1')
  for (const viewport of Object.values(SIZES)) {
    await ana.page.setViewportSize(viewport)
    await expect(go(ana)).toBeInViewport({ ratio: 1 })
    const page = await ana.page.evaluate(() => ({ height: document.documentElement.scrollHeight, width: document.documentElement.scrollWidth }))
    expect(page, 'the page itself does not scroll').toEqual(viewport)
    for (const button of await ana.page.locator('main').getByRole('button').filter({ visible: true }).all()) await fingertip(button)
    const { violations } = await (await axeOn(ana.page)).exclude('[data-live-announcer]').analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  }

  await ana.page.setViewportSize(SIZES.lying)
  const row = rows(ana).filter({ hasText: /Item 20/ })
  await row.getByRole('button').tap()
  await ana.page.getByRole('menuitem', { name: 'Set active' }).tap()
  await expect(row).toHaveAttribute('aria-current', 'step')
  const list = ana.page.getByRole('region', { name: 'Rows' })
  const offMiddle = async (): Promise<number> => {
    const [outer, inner] = [await list.boundingBox(), await row.boundingBox()]
    return Math.abs((outer?.y ?? 0) + (outer?.height ?? 0) / 2 - (inner?.y ?? 0) - (inner?.height ?? 0) / 2)
  }
  await expect.poll(offMiddle).toBeLessThan(30)
  await list.evaluate((box) => box.scrollTo(0, 0))
  await expect(ana.page.getByRole('button', { name: /^Back to live/ })).toBeVisible()
  await settled(ana)
  await go(ana).tap()
  await expect(rows(ana).filter({ hasText: /Item 21/ })).toHaveAttribute('aria-current', 'step')
  expect(await list.evaluate((box) => box.scrollTop)).toBe(0)
  await ana.page.keyboard.press('Alt+l')
  await expect(rows(ana).filter({ hasText: /Item 21/ })).toBeInViewport()
  await expect(ana.page.getByRole('button', { name: /^Back to live/ })).toHaveCount(0)

  await ana.goesOffline()
  await expect(ana.page.getByRole('group', { name: 'Call the show' })).toContainText('The server is not reached. GO is off')
  await expect(go(ana)).toBeDisabled()
  await expect(now(ana)).toContainText('This may be old', { timeout: 15_000 })
  await ana.comesBack()
  await expect(go(ana)).toBeEnabled()
  await expect(now(ana)).not.toContainText('This may be old')
})

const MINUTE = 60_000
const HOUR = 60 * MINUTE

test('U15 T8 where the show will run into a fixed start the caller mends the plan with one press, and takes it back', async ({ ana, server }) => {
  const clock = new Date()
  // In a zone in which it is not just after midnight: the show is ten minutes late.
  const [zone, east] = clock.getUTCHours() < 12 ? ['Etc/GMT-6', 6] : ['UTC', 0]
  const first = (clock.getUTCHours() + east) * HOUR + (clock.getUTCMinutes() - 10) * MINUTE
  const segments = [
    { id: 'doors', name: 'Doors', start: first, duration: 8 * MINUTE },
    { id: 'talk', name: 'Talk', duration: 30 * MINUTE },
    { id: 'panel', name: 'Panel', start: first + 38 * MINUTE, duration: 20 * MINUTE },
  ]
  const name = await makeShow(server, 'Gala', { show: { time_zone: zone, date: clock.toISOString().slice(0, 10) }, segments })
  await calls(ana, name)
  await ana.page.keyboard.press('Space')
  await expect(now(ana).getByRole('heading')).toHaveText('Doors')
  await ana.opens(name)
  const strip = ana.page.getByRole('region', { name: 'Call' })
  await strip.getByRole('button', { name: /^“Panel” 1?\d min late$/ }).click()
  await expect(ana.page.getByRole('menuitem', { name: /^Shorten “Talk” to / })).toBeVisible()
  await ana.page.keyboard.press('Escape')
  await strip.getByRole('link', { name: 'Caller’s screen' }).click()
  const note = ana.page.getByRole('region', { name: 'Runs into a fixed start' })
  await expect(note).toContainText(/“Panel” will start 1?\d min late/)
  await note.getByRole('button', { name: /^Shorten “Talk” to (18|19|20) min$/ }).click()
  await expect(note).toHaveCount(0)
  await expect(rows(ana).filter({ hasText: 'Talk' })).toContainText(/(18|19|20) min/)
  await ana.page.getByRole('alertdialog').filter({ hasText: '“Talk” lasts' }).getByRole('button', { name: 'Undo' }).click()
  await expect(note).toBeVisible()
  await note.getByRole('button', { name: 'Ways out' }).click()
  await expect(note.getByRole('button', { name: 'Start “Doors” earlier: It has already begun.' })).toBeDisabled()
  await note.getByRole('button', { name: /^Move “Panel” to / }).click()
  await expect(note).toHaveCount(0)
})

test('U16 whoever calls is told who changed what in the plan, and to what', async ({ enter, server }) => {
  const name = await makeShow(server, 'Gala', plan('Doors', 'Welcome', 'Panel'))
  const [ana, ben] = [await enter('Ana Lima'), await enter('Ben Osei')]
  await calls(ana, name)
  await ben.opens(name)
  await ben.grid.write(ben.grid.cell('Panel', 'start_time'), '1410')
  await expect(ana.announcements).toContainText('Ben Osei moved “Panel” to 14:10.')
  await expect(ana.page.getByRole('region', { name: 'Running order' })).toContainText('Ben Osei moved “Panel” to 14:10.')
})
