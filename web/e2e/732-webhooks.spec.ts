/** Webhooks: added, tried, seen to fail and to arrive, and removed, with the keys and on a phone (O12). */
import { once } from 'node:events'
import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { asks, invited, ownShow, setUp } from './support/accounts'
import { isAccessible, PHONE, picture } from './support/entering'
import { plan } from './support/shows'
import { expect, test } from './support/test'

test.describe.configure({ timeout: 120_000 })
const SETTINGS = { CALLBOARD_WEBHOOK_NETWORKS: '127.0.0.1' }

interface Receiver {
  readonly url: string
  /** What came: the types, in their order. */
  readonly came: string[]
  /** What is answered from now on. */
  status: number
  readonly http: HttpServer
}

const receive = async (): Promise<Receiver> => {
  const came: string[] = []
  const http = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => (body += part.toString()))
    request.on('end', () => {
      came.push((JSON.parse(body) as { type: string }).type)
      response.writeHead(receiver.status).end()
    })
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const receiver: Receiver = { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/lobby`, came, status: 204, http }
  return receiver
}

test('O12 a webhook is added, tried, hears of a show, fails visibly and is removed, with the keys alone', async ({ startServer, enter }) => {
  const receiver = await receive()
  const server = await startServer({ accounts: true, settings: SETTINGS })
  const ana = await enter('Ana Lima', { server })
  ana.complaints.tolerateRefusals()
  await setUp(server, ana)
  const name = await ownShow(ana, 'Gala', plan('Doors', 'Speech'))
  const { page } = ana
  await page.goto('/people')
  await page.getByRole('navigation', { name: 'About this workspace' }).getByRole('link', { name: 'Webhooks' }).click()
  await expect(page.getByRole('heading', { name: 'No webhooks yet' })).toBeVisible()
  await picture(page, 'webhooks-none')

  await page.getByRole('button', { name: 'Add a webhook' }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  const address = dialog.getByRole('textbox', { name: 'Address' })
  await expect(address).toBeFocused()
  await page.keyboard.type('example.org')
  await page.keyboard.press('Enter')
  await expect(dialog.getByText('Begin with https://')).toBeVisible()
  await expect(address).toBeFocused()
  await page.keyboard.type('http://10.0.0.1/lobby')
  await page.keyboard.press('Enter')
  await expect(dialog.getByText('That address leads into a private network.')).toBeVisible()
  await expect(address, 'it is said beside the address, and can be mended there').toBeFocused()
  await picture(page, 'webhooks-refused')
  await isAccessible(page)
  await address.fill(receiver.url)
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Lobby display')
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('heading', { name: 'The webhook is ready' })).toBeVisible()
  await expect(dialog.getByRole('textbox', { name: 'Secret' })).toHaveValue(/^whsec_.{44}$/)
  await dialog.getByRole('button', { name: 'Send a test' }).click()
  await expect(dialog.getByText('The test has arrived')).toBeVisible()
  expect(receiver.came).toEqual(['test'])
  await picture(page, 'webhooks-ready')
  await isAccessible(page)
  await dialog.getByRole('button', { name: 'Done' }).click()

  const row = page.getByRole('list', { name: 'Webhooks' }).getByRole('listitem')
  await expect(row).toContainText('Arrives')
  await expect(row).toContainText('a segment becomes active, a segment is completed')
  await asks(ana, 'POST', `/live/${name}`, { command: 'next' })
  await expect.poll(() => receiver.came).toEqual(['test', 'segment-activated'])

  receiver.status = 500
  await asks(ana, 'POST', `/live/${name}`, { command: 'complete' })
  await expect(row).toContainText('Does not arrive, 1 waiting')
  await expect(row).toContainText('It answered 500.')
  await picture(page, 'webhooks')
  await isAccessible(page)
  await row.getByRole('button', { name: 'Messages to Lobby display' }).click()
  const messages = page.getByRole('list', { name: 'Messages, the latest first' })
  await expect(messages.getByRole('listitem')).toHaveCount(3)
  await expect(messages.getByRole('listitem').first()).toContainText(/Waits, tried/)
  await picture(page, 'webhooks-messages')
  await isAccessible(page)
  await page.keyboard.press('Escape')
  receiver.status = 204
  await expect(row).toContainText('Arrives')
  expect(receiver.came.at(-1)).toBe('segment-completed')

  await row.getByRole('button', { name: 'Remove Lobby display' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByRole('heading', { name: 'No webhooks yet' })).toBeVisible()
  receiver.http.close()
})

test('O12 a phone has all of it, and who does not manage members none', async ({ startServer, enter }) => {
  const server = await startServer({ accounts: true, settings: SETTINGS })
  const ana = await enter('Ana Lima', { server, context: PHONE })
  await setUp(server, ana)
  const workspace = (await asks<{ workspaces: { id: string }[] }>(ana, 'GET', '/me')).workspaces[0]?.id ?? ''
  await asks(ana, 'POST', `/workspaces/${workspace}/webhooks`, { url: 'http://127.0.0.1:9/a-rather-long/path/to/where-it-goes?for=the-lobby', label: 'Lobby display' })
  const { page } = ana
  await page.goto('/webhooks')
  const row = page.getByRole('list', { name: 'Webhooks' }).getByRole('listitem')
  await row.getByRole('button', { name: 'Send a test to Lobby display' }).tap()
  await expect(row).toContainText('Nobody answers there.')
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing is cut off').toBe(true)
  for (const button of await row.getByRole('button').all()) expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44)
  await picture(page, 'webhooks-phone')
  await isAccessible(page)
  await page.getByRole('button', { name: 'Add a webhook' }).tap()
  await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Address' })).toBeVisible()
  await picture(page, 'webhooks-phone-add')

  const ben = await enter('Ben', { server })
  ben.complaints.tolerateRefusals()
  await invited(ana, ben, 'stage_manager')
  await ben.page.goto('/people')
  await expect(ben.page.getByRole('link', { name: 'Roles' })).toBeVisible()
  await expect(ben.page.getByRole('link', { name: 'Webhooks' })).toHaveCount(0)
  await ben.page.goto('/webhooks')
  await expect(ben.page.getByRole('heading', { name: 'This is not for your role' })).toBeVisible()
})
