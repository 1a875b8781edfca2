/** The screens on stage: a timer and a backstage screen that agree with the caller's, and how they are set up. */
import type { Page } from '@playwright/test'
import { axeOn } from './support/axe'
import { ownShow, setUp } from './support/accounts'
import type { Person } from './support/person'
import type { Server } from './support/server'
import { makeShow, plan } from './support/shows'
import { expect, test } from './support/test'

const PROJECTOR = { viewport: { width: 1920, height: 1080 } }
const SIZES = [PROJECTOR.viewport, { width: 1024, height: 768 }, { width: 820, height: 1180 }, { width: 390, height: 844 }]
const DAY = 86_400_000
const MINUTE = 60_000

const strip = ({ page }: Person) => page.getByRole('region', { name: 'Call' })
const face = (page: Page) => page.locator('[data-kind]:has([role=timer])')

/** Whoever watches the stage screens has nothing to scroll, on a projector, a tablet and a phone. */
const fits = async (page: Page): Promise<void> => {
  for (const size of SIZES) {
    await page.setViewportSize(size)
    await page.mouse.wheel(300, 300)
    const over = await page.evaluate(() => {
      const number = document.querySelector('[role=timer]')?.getBoundingClientRect()
      return { scrolled: [scrollX, scrollY], bars: getComputedStyle(document.documentElement).overflow, wide: (number?.width ?? 0) - innerWidth, number: number?.width ?? 0 }
    })
    expect(over, JSON.stringify(size)).toMatchObject({ scrolled: [0, 0], bars: 'hidden' })
    expect(over.wide).toBeLessThan(0)
    expect(over.number).toBeGreaterThan(size.width / 3)
  }
  await page.setViewportSize(PROJECTOR.viewport)
}

const faults = async (page: Page, part = 'body'): Promise<string[]> => {
  const { violations } = await (await axeOn(page)).include(part).exclude('[data-live-announcer]').analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

const picture = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['PICTURES']
  if (folder !== undefined) await page.screenshot({ path: `${folder}/stage-${name}.png` })
}

const WATCHED = 7

/** When the number on a page changes, and to what, by the machine's own clock, which all pages here have. */
const changesOf = (page: Page): Promise<Record<string, number>> =>
  page.evaluate(
    (enough) =>
      new Promise<Record<string, number>>((done, failed) => {
        const seen: Record<string, number> = {}
        const number = document.querySelector('[role=timer]')
        if (number === null) return failed(new Error('there is no timer on this page'))
        const watch = new MutationObserver(() => {
          seen[number.textContent ?? ''] ??= Date.now()
          if (Object.keys(seen).length < enough) return
          watch.disconnect()
          done(seen)
        })
        watch.observe(number, { characterData: true, childList: true, subtree: true })
      }),
    WATCHED,
  )

const middle = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Infinity

interface StageState {
  readonly message?: { readonly text: string; readonly urgent?: boolean }
  readonly isBlack?: boolean
}

const stageOn = async (server: Server, name: string): Promise<StageState> => {
  const told = (await (await fetch(`${server.address}/api/live/${name}`)).json()) as { state: { stage?: StageState } }
  return told.state.stage ?? {}
}

test('U18 O10 a timer changes with the caller’s strip, says what the caller says, goes black, and says when it may be old', async ({ enter, server }) => {
  test.setTimeout(120_000)
  const planned = plan('Doors', 'Welcome', 'Panel')
  const segments = (planned.segments ?? []).map((one) => (one.name === 'Welcome' ? { ...one, duration: 3000 } : one))
  const cues = [{ id: 'cue-1', segment: 'segment-3', department: 'talent', number: '1', label: 'Speakers to the wings' }]
  const name = await makeShow(server, 'Gala', { show: { planned_start: (Date.now() + 2 * MINUTE) % DAY, time_zone: 'UTC' }, segments, cues })
  const ana = await enter('Ana Lima')
  const timer = await enter('Stage timer', { context: PROJECTOR })
  const backstage = await enter('Backstage', { context: { viewport: { width: 1024, height: 768 } } })

  await timer.page.goto(`/${name}/timer?warn=600&danger=5&foo=1&size=huge`)
  await expect(timer.page.getByText('until the show begins')).toBeVisible()
  await expect(face(timer.page)).toHaveText(/1:[0-5]\d/)
  await expect(timer.page.getByRole('note')).toContainText('“size” takes hundredths from 20 to 100, not “huge”: 100 is used.')
  await expect(timer.page.getByRole('note')).toContainText('There is no “foo”.')
  await expect(timer.page.getByRole('banner')).toHaveCount(0)
  await backstage.page.goto(`/${name}/stage?rows=3`)
  await expect(backstage.page.getByRole('region', { name: 'Next' })).toContainText('Speakers to the wings')

  await ana.opens(name)
  await ana.page.getByRole('button', { name: 'Call', exact: true }).click()
  await strip(ana).getByRole('button', { name: 'Start' }).click()
  await expect(face(timer.page)).toHaveAttribute('data-kind', 'warning')
  await expect(face(timer.page)).toContainText('Last 5 min')
  await expect(face(timer.page)).toContainText('NextWelcome')
  const [here, there, behind] = await Promise.all([ana.page, timer.page, backstage.page].map(changesOf))
  const apart = Object.entries(here ?? {}).flatMap(([text, at]) => [there?.[text], behind?.[text]].flatMap((other) => (other === undefined ? [] : [Math.abs(other - at)])))
  expect(apart.length, JSON.stringify([here, there, behind])).toBeGreaterThanOrEqual(8)
  expect(middle(apart), JSON.stringify(apart)).toBeLessThan(100)
  const screen = timer.page.getByRole('region', { name: 'Stage timer of Gala' })
  await expect(screen).toHaveCSS('cursor', 'none')
  await timer.page.mouse.move(300, 300)
  await expect(screen).not.toHaveCSS('cursor', 'none')
  await fits(timer.page)
  expect(await faults(timer.page)).toEqual([])
  expect(await faults(backstage.page)).toEqual([])
  await picture(timer.page, 'timer')
  await picture(backstage.page, 'backstage')

  await strip(ana).getByRole('button', { name: 'Stage', exact: true }).click()
  const panel = ana.page.getByRole('dialog', { name: 'Screens on stage' })
  await panel.getByRole('textbox', { name: 'Message to the stage' }).fill('Please come off')
  await panel.getByText('Urgent').click()
  await panel.getByRole('button', { name: 'Send' }).click()
  for (const { page } of [timer, backstage]) await expect(page.getByRole('alert').filter({ hasText: 'Please come off' }).locator('[data-urgent=true]')).toBeVisible()
  expect((await stageOn(server, name)).message).toMatchObject({ text: 'Please come off', urgent: true })
  expect(await faults(ana.page, '[role=dialog]')).toEqual([])
  await fits(timer.page)
  await picture(timer.page, 'message')
  await panel.getByRole('button', { name: 'Wrap up' }).click()
  await expect(timer.page.getByRole('alert')).toContainText('Wrap up')
  await panel.getByRole('button', { name: 'Clear the message' }).click()
  await expect(timer.page.getByText('Wrap up')).toHaveCount(0)

  await panel.getByRole('button', { name: 'Black out' }).click()
  await expect(timer.page.getByRole('timer')).toBeHidden()
  await expect(timer.page.getByRole('status').filter({ hasText: 'The screens on stage are black.' })).toBeVisible()
  await expect(backstage.page.getByRole('timer')).toBeVisible()
  await expect(backstage.page.getByText('Stage screens are black')).toBeVisible()
  await expect(panel.getByText('Stage screens are black')).toBeVisible()
  expect((await stageOn(server, name)).isBlack).toBe(true)
  await panel.getByRole('button', { name: 'Show again' }).click()
  await expect(timer.page.getByRole('timer')).toBeVisible()
  await ana.page.keyboard.press('Escape')

  await timer.page.keyboard.press('f')
  await expect.poll(() => timer.page.evaluate(() => document.fullscreenElement !== null)).toBe(true)
  await timer.page.keyboard.press('f')
  await expect.poll(() => timer.page.evaluate(() => document.fullscreenElement === null)).toBe(true)

  await strip(ana).getByRole('button', { name: 'GO' }).click()
  await expect(face(timer.page)).toContainText('Welcome')
  await expect(face(timer.page)).toHaveAttribute('data-kind', 'over')
  await expect(face(timer.page)).toContainText('Over')
  await expect(timer.page.getByRole('timer')).toHaveText(/^\+0:0\d$/)
  await picture(timer.page, 'over')
  await strip(ana).getByRole('button', { name: 'Pause' }).click()
  await expect(face(timer.page)).toContainText('Paused, over')

  timer.complaints.tolerateOutages()
  timer.line.cut()
  await expect(timer.page.getByText(/^Server not heard for \d+ s: this may be old$/)).toBeVisible({ timeout: 10_000 })
  await strip(ana).getByRole('button', { name: 'GO' }).click()
  timer.line.mend()
  await expect(face(timer.page)).toContainText('Panel')
  await expect(timer.page.getByText(/^Server not heard/)).toHaveCount(0)
})

test('U18 O14 a screen is set up and opened by a link without an account, and how the show went is a sheet of paper', async ({ startServer, enter }) => {
  test.setTimeout(120_000)
  const server = await startServer({ accounts: true })
  const ana = await enter('Ana Lima', { server })
  const { page } = ana
  await setUp(server, ana)
  const name = await ownShow(ana, 'Gala', plan('Doors', 'Welcome'))
  await page.goto(`/${name}/report`)
  await expect(page.getByRole('heading', { name: 'Not called yet' })).toBeVisible()

  await ana.opens(name)
  await page.getByRole('banner').getByRole('button', { name: 'Screens' }).click()
  await page.getByRole('menuitem', { name: 'Set up a screen…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Set up a screen' })
  await dialog.getByRole('button', { name: /The number is/ }).click()
  await page.getByRole('option', { name: 'The time of day' }).click()
  await dialog.getByLabel('Amber, the last').fill('90s')
  await dialog.getByText('Mirrored, for a teleprompter').click()
  await expect(dialog.getByRole('group', { name: 'Preview' })).toContainText(/\d\d:\d\d:\d\d/)
  await expect(dialog.getByLabel('Address')).toHaveValue(new RegExp(`/${name}/timer\\?show=clock&warn=90&mirror=1$`))
  await dialog.getByRole('button', { name: 'Make a link for this screen' }).click()
  const link = new URL(await dialog.getByLabel('Link', { exact: true }).inputValue())
  expect([link.hash.length > 20, link.search.includes(link.hash.slice(1))]).toEqual([true, false])
  expect(await faults(page, '[role=dialog]')).toEqual([])
  await picture(page, 'set-up')
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  // What the button says that has the focus again.
  await page.keyboard.press('Escape')

  const projector = await enter('', { server, context: PROJECTOR })
  projector.complaints.tolerateRefusals()
  await projector.page.goto(link.pathname + link.search + link.hash)
  await expect(projector.page.getByRole('textbox', { name: 'Your name' })).toHaveValue('Stage timer')
  await projector.page.getByRole('button', { name: 'Open' }).click()
  await expect(projector.page).toHaveURL(new RegExp(`/${name}/timer\\?show=clock&warn=90&mirror=1$`))
  await expect(projector.page.locator('[data-mirror=true]')).toContainText(/\d\d:\d\d:\d\d/)
  const refused = await projector.context.request.post(`/api/live/${name}`, { data: { command: 'blackout', args: { on: true } } })
  expect(refused.status()).toBe(403)

  await page.getByRole('button', { name: 'Call', exact: true }).click()
  await strip(ana).getByRole('button', { name: 'Start' }).click()
  await strip(ana).getByRole('button', { name: 'GO' }).click()
  await strip(ana).getByRole('button', { name: 'Complete' }).click()
  await page.getByRole('toolbar', { name: 'Show' }).getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'As run, on paper…' }).click()
  const table = page.getByRole('table', { name: 'As run' })
  await expect(table.getByRole('row')).toHaveCount(4)
  await expect(table.getByRole('row', { name: /Doors/ })).toContainText(/09:00 – 09:05\d\d:\d\d:\d\d.* – \d\d:\d\d:\d\d/)
  await expect(page.getByText('Called by Ana Lima')).toBeVisible()
  await expect(page.getByText('The show is over.')).toBeVisible()
  expect(await faults(page)).toEqual([])
  await picture(page, 'report')
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByText(new RegExp(`^Printed \\d\\d:\\d\\d, .* from http://.*/${name}/report$`))).toBeVisible()
  await expect(page.getByRole('button', { name: 'Print, or save as PDF' })).toBeHidden()
  await expect(page.getByRole('banner')).toBeHidden()
  expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000)
  await picture(page, 'paper')
  await page.emulateMedia({ media: 'screen' })
  ana.complaints.tolerateOutages()
  ana.line.cut()
  await expect(page.getByText(/^This is what was known until \d\d:\d\d\./)).toBeVisible()
  await expect(table).toContainText('Doors')
})
