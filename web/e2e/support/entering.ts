/**
 * Coming in, as most tests of it begin: Ana has set the Harbour Theatre up, and has a show.
 *
 *   await setUp(request, server)           past every page; the browser of whoever asks is signed in
 *   const show = await makeShow(request)   "show/<uuid>", with two segments
 *   await openMenu(person, 'Sign out…')    what the round picture at the top right offers
 *   await picture(page, 'name')            for looking at, where PICTURES names a folder
 */
import type { APIRequestContext, Page } from '@playwright/test'
import { axeOn } from './axe'
import type { Person } from './person'
import type { Server } from './server'
import { expect } from './test'

export const PASSWORD = 'the ghost light stays on'
export const ANA = { name: 'Ana Lima', email: 'ana@example.org', password: PASSWORD }
export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

export const picture = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['PICTURES']
  if (folder === undefined) return
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.screenshot({ path: `${folder}/entering-${name}-${colorScheme}.png` })
  }
}

export const isAccessible = async (page: Page): Promise<void> => {
  // The library's own announcer names a button by its label for some seconds, also when the button has gone.
  const { violations } = await (await axeOn(page)).exclude('[data-live-announcer]').analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
}

/** The first account, made past every page; the browser of whoever asks is signed in. */
export const setUp = async (request: APIRequestContext, server: Server): Promise<void> => {
  const made = await request.post('/api/setup', { data: { code: server.setupCode, server: 'Harbour Theatre', ...ANA } })
  expect(made.ok(), await made.text()).toBe(true)
}

export const post = async (request: APIRequestContext, path: string, data: object): Promise<Record<string, unknown>> => {
  const answer = await request.post(path, { data })
  expect(answer.ok(), await answer.text()).toBe(true)
  return (await answer.json()) as Record<string, unknown>
}

/** A show with two segments; "show/<uuid>". */
export const makeShow = async (request: APIRequestContext): Promise<string> => {
  const segments = ['Doors', 'Film'].map((name, index) => ({ id: `segment-${index + 1}`, name, duration: 300_000, notes: index === 0 ? 'Ushers first' : '' }))
  const cues = [{ id: 'cue-1', segment: 'segment-1', department: 'lighting', number: '1', label: 'House to half' }]
  const content = { meta: { kind: 'show', title: 'Gala' }, show: { planned_start: 32_400_000 }, segments, cues }
  const made = await post(request, '/api/documents', { kind: 'show', title: 'Gala', content })
  return (made['document'] as { name: string }).name
}

export const shareLink = async (request: APIRequestContext, show: string, role: string, more: object = {}): Promise<string> =>
  (await post(request, `/api/documents/${show}/shares`, { role, ...more }))['link'] as string

export const openMenu = async ({ page }: Person, item: string): Promise<void> => {
  await page.getByRole('banner').getByRole('button', { name: /your name and the look of the app$/ }).click()
  await page.getByRole('menuitem', { name: item }).click()
}
