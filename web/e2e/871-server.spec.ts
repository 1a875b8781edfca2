/** What the server is doing, for whoever looks after it (M5), and for nobody else (M2). */
import type { Locator, Page } from '@playwright/test'
import { axeOn } from './support/axe'
import { METRICS_TOKEN } from './support/server'
import { makeShow, plan } from './support/shows'
import { expect, test } from './support/test'

const TYPED = 'Ophelia drowns'

const section = (page: Page, name: string): Locator => page.getByRole('region', { name: new RegExp(`^${name} \\d`) })
const rows = (page: Page, name: string): Locator => section(page, name).getByRole('listitem')

test('M5 shows two people at work: who they are, from where, in what, and that all is saved', async ({ startServer, enter }) => {
  const server = await startServer()
  const name = await makeShow(server, 'Gala', plan('Doors', 'Film'))
  const [ana, bela, cyd] = [await enter('Ana Lima', { server }), await enter('Bela Okafor', { server }), await enter('Cyd Ito', { server })]
  await ana.opens(name)
  await bela.opens(name)
  await ana.grid.write(ana.grid.cell('Film', 'name'), TYPED)
  await ana.expectSaved()

  const { page } = cyd
  await page.goto('/')
  await page.getByRole('button', { name: /^Cyd Ito:/ }).click()
  await page.getByRole('menuitem', { name: 'About the server' }).click()
  await expect(page).toHaveURL(/\/server$/)
  await expect(page).toHaveTitle('Server · Callboard')
  await expect(page.getByText('Saving works')).toBeVisible()
  await expect(page.getByText('Everything is on the disk.')).toBeVisible()

  await expect(rows(page, 'Connections')).toHaveCount(2)
  for (const person of ['Ana Lima', 'Bela Okafor']) {
    await expect(rows(page, 'Connections').filter({ hasText: person })).toContainText(/127\.0\.0\.1 port \d+ .* in Gala .*Hocuspocus/)
  }
  await expect(rows(page, 'Open documents').filter({ hasText: 'Gala' })).toContainText('2 connections')
  await expect(section(page, 'Set aside')).toContainText('Every edit could be read.')
  await expect(page.getByRole('region', { name: 'This server' })).toContainText('0.1.0')
  await expect(page.locator('main')).not.toContainText(TYPED)
  if (process.env['PICTURES'] !== undefined) await page.screenshot({ path: `${process.env['PICTURES']}/server-two-people.png`, fullPage: true })

  await bela.page.goto('/')
  await expect(rows(page, 'Connections')).toHaveCount(1)
  await rows(page, 'Open documents').getByRole('link', { name: 'Gala' }).click()
  await expect(cyd.grid.table).toBeVisible()
})

test('M5 keeps what it knew while the server does not answer, and says so once', async ({ startServer, enter }) => {
  const server = await startServer()
  const ana = await enter('Ana Lima', { server })
  const { page, line } = ana
  await page.goto('/server')
  await expect(page.getByText('Nobody is connected.')).toBeVisible()
  await expect(ana.announcements).toBeEmpty()
  ana.complaints.tolerateOutages()
  line.cut()
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await expect(page.getByText('The server does not answer', { exact: true })).toBeVisible()
  await expect(ana.announcements).toHaveText('The server does not answer.')
  await expect(page.getByText('Saving works')).toBeHidden()
  await expect(page.getByRole('region', { name: 'This server' })).toBeVisible()
  line.mend()
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await expect(page.getByText('Saving works')).toBeVisible()
  await expect(ana.announcements).toHaveText('The server answers again.')
})

test('M2 asks whoever is not at the server’s machine for the token, and keeps it in this window only', async ({ ana }) => {
  const { page, line } = ana
  ana.complaints.tolerateGone()
  await page.goto(`http://callboard.test:${line.port}/server`)
  await expect(page.getByRole('heading', { name: 'For whoever looks after the server' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'This server' })).toBeHidden()
  const token = page.getByLabel('Token')
  await token.fill('some other word')
  await page.keyboard.press('Enter')
  await expect(page.getByText('This is not the server’s token')).toBeVisible()
  await token.fill(METRICS_TOKEN)
  await page.keyboard.press('Enter')
  await expect(page.getByText('Saving works')).toBeVisible()
  await page.reload()
  await expect(page.getByText('Saving works')).toBeVisible()
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain(METRICS_TOKEN)
})

for (const [device, width] of [['desk', 1440], ['tablet', 820], ['phone', 390]] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`U6 axe finds nothing serious on the server page on a ${device}, ${colorScheme}, and nothing is cut off${device === 'phone' && colorScheme === 'dark' ? '' : ' @long'}`, async ({ enter }) => {
      const { page } = await enter('Ana Lima', { context: { viewport: { width, height: 900 }, colorScheme, hasTouch: width < 1000 } })
      await page.goto('/server')
      await expect(page.getByText('Saving works')).toBeVisible()
      const { violations } = await (await axeOn(page)).analyze()
      expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
      if (process.env['PICTURES'] !== undefined) await page.screenshot({ path: `${process.env['PICTURES']}/server-${device}-${colorScheme}.png`, fullPage: true })
    })
  }
}
