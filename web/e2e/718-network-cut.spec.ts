/**
 * The pages about people with the network cut: each says what happened and what is safe, and mends itself, whether it
 * was open already or is opened then (U14).
 */
import type { Page } from '@playwright/test'
import { isAccessible, makeShow, openMenu, picture, setUp, shareLink } from './support/entering'
import type { Person } from './support/person'
import { expect, test } from './support/test'

test.describe.configure({ timeout: 120_000 })

/** What tells that the server is away; one at a time. */
const away = (page: Page) => page.getByText('The server does not answer', { exact: true })

const EVERYTHING = /\/(api|assets)\//
const ANSWERS = /\/api\//
const cut = async (page: Page, what: RegExp): Promise<void> => void (await page.route(what, (route) => route.abort()))

/** What a machine tells its pages when the network is there again; without it the next try comes some seconds later. */
const looksAgain = async (page: Page): Promise<void> => void (await page.evaluate(() => dispatchEvent(new Event('online'))))

const cutWhileOpen = async ({ page, context }: Person, name: string): Promise<void> => {
  await expect(away(page)).toBeHidden()
  await context.setOffline(true)
  await expect(away(page)).toBeVisible()
  await expect(page.getByText(/It is asked again every few seconds/)).toBeVisible()
  await picture(page, `cut-${name}`)
  await context.setOffline(false)
  await expect(away(page)).toBeHidden()
}

test('U14 what is open says at once that the server does not answer, keeps what it showed, and goes on by itself', async ({ startServer, enter }) => {
  const server = await startServer({ accounts: true })
  const ana = await enter('', { server })
  ana.complaints.tolerateOutages()
  const { page, context } = ana
  await page.goto('/')
  await setUp(context.request, server)
  const show = await makeShow(context.request)

  await page.goto('/people')
  await expect(page.getByRole('list', { name: 'People' })).toContainText('Ana Lima')
  await cutWhileOpen(ana, 'people')
  await expect(page.getByRole('list', { name: 'People' })).toContainText('Ana Lima')
  await expect(ana.announcements).toHaveText('The server answers again.')
  await page.goto('/audit')
  await expect(page.getByRole('list', { name: 'What was done' })).toBeVisible()
  await cutWhileOpen(ana, 'audit')
  await openMenu(ana, 'Where I’m signed in…')
  await expect(page.getByText('This one')).toBeVisible()
  await context.setOffline(true)
  await expect(page.getByRole('dialog').getByText('You stay signed in where you are')).toBeVisible()
  await expect(page.getByText('This one')).toBeVisible()
  await isAccessible(page)
  await context.setOffline(false)
  await expect(away(page)).toHaveCount(0)

  await page.goto(`/${show}`)
  await page.getByRole('banner').getByRole('button', { name: 'Share' }).first().click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('heading', { name: /^Links that open it/ })).toBeVisible()
  await cutWhileOpen(ana, 'share')
  await dialog.getByRole('tab', { name: 'People in this show' }).click()
  await expect(dialog.getByText('Nobody yet.')).toBeVisible()
  await context.setOffline(true)
  await expect(dialog.getByText('Whoever has a role keeps it')).toBeVisible()
  await context.setOffline(false)
  await expect(away(page)).toBeHidden()
})

test('U14 what is opened while the network is cut says so in its place, and comes when it is back', async ({ startServer, enter }) => {
  const server = await startServer({ accounts: true })
  const ana = await enter('', { server })
  ana.complaints.tolerateOutages()
  const { page, context } = ana
  await page.goto('/')
  await setUp(context.request, server)
  const show = await makeShow(context.request)
  const link = await shareLink(context.request, show, 'crew')

  // The part of the app for these pages has not come yet either.
  await page.goto('/')
  await expect(page.getByRole('link', { name: 'Gala' })).toBeVisible()
  await cut(page, EVERYTHING)
  await page.getByRole('link', { name: 'People' }).click()
  await expect(page.getByRole('heading', { name: 'The server does not answer' })).toBeVisible()
  await picture(page, 'cut-part')
  await isAccessible(page)
  await openMenu(ana, 'Tokens for programs…')
  await expect(page.getByRole('dialog').getByText('What you wrote is kept')).toBeVisible()
  await page.unroute(EVERYTHING)
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Make a token' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('list', { name: 'People' })).toContainText('Ana Lima')
  await expect(page.locator('main h1')).toHaveCSS('font-weight', '640')

  for (const [path, there] of [['/people', 'list'], ['/roles', 'list'], ['/audit', 'list']] as const) {
    await cut(page, ANSWERS)
    await page.goto(path)
    await expect(away(page)).toBeVisible()
    await picture(page, `cut-opened${path.replace('/', '-')}`)
    await page.unroute(ANSWERS)
    await looksAgain(page)
    await expect(page.getByRole(there).first()).toBeVisible()
    await expect(away(page)).toBeHidden()
  }

  const cem = await enter('', { server })
  cem.complaints.tolerateOutages()
  cem.complaints.tolerateRefusals()
  for (const [path, there] of [['/sign-in', 'Sign in to Harbour Theatre'], [`/join#${link}`, 'Gala'], ['/invitation#cbi_none', 'This invitation opens nothing']] as const) {
    await cem.page.goto('about:blank')
    await cut(cem.page, ANSWERS)
    await cem.page.goto(path)
    await expect(away(cem.page)).toBeVisible()
    await picture(cem.page, `cut-opened-${there.slice(0, 5)}`)
    await cem.page.unroute(ANSWERS)
    await looksAgain(cem.page)
    await expect(cem.page.getByRole('heading', { name: there })).toBeVisible()
    await expect(away(cem.page)).toBeHidden()
  }
  await cem.page.goto('/sign-in')
  await cem.page.getByLabel('E-mail').fill('ana@example.org')
  await cem.page.getByLabel('Password', { exact: true }).fill('whatever it was')
  await cut(cem.page, ANSWERS)
  await cem.page.getByRole('button', { name: 'Sign in' }).click()
  await expect(cem.page.getByRole('alert')).toContainText('What you typed is still here')
  await expect(cem.page.getByLabel('E-mail')).toHaveValue('ana@example.org')
})
