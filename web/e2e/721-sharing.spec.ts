/** Sharing by link and code, people and roles, what was done, and columns on all of one's devices (U12, A10, A12, A13). */
import { axeOn } from './support/axe'
import { asks, invited, opensLink, ownShow, PASSWORD, setUp, signsIn } from './support/accounts'
import type { Person } from './support/person'
import { plan } from './support/shows'
import { expect, test } from './support/test'

// Several people at browsers of their own, and passwords hashed slowly.
test.describe.configure({ timeout: 180_000 })

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

const faults = async ({ page }: Person, place: string): Promise<string[]> =>
  (await (await axeOn(page)).include(place).analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)

/** Makes a link in the dialog, and gives it as its address tells it. */
const makesLink = async ({ page }: Person, label: string, role?: string): Promise<string> => {
  await page.getByRole('banner').getByRole('button', { name: 'Share' }).click()
  const dialog = page.getByRole('dialog', { name: /^Share / })
  if (role !== undefined) {
    await dialog.getByRole('button', { name: /They come in as/ }).click()
    await page.getByRole('option', { name: role }).click()
  }
  await dialog.getByLabel(/^For whom/).fill(label)
  await dialog.getByRole('button', { name: 'Make a link' }).click()
  const address = await page.getByRole('dialog', { name: 'The link is ready' }).getByLabel('Link', { exact: true }).inputValue()
  return address.split('#')[1] ?? ''
}

test('U12 a show is shared by a link and a code, and taken back: whoever came with it is told at once and receives nothing more', async ({
  startServer,
  enter,
}) => {
  const server = await startServer({ accounts: true })
  const ana = await enter('Ana Lima', { server })
  await setUp(server, ana)
  const name = await ownShow(ana, 'Gala', plan('Doors', 'Speech'))
  await ana.opens(name)
  const link = await makesLink(ana, 'Fly floor', 'Editor')
  expect(link).toMatch(/^cbs_/)
  const made = ana.page.getByRole('dialog', { name: 'The link is ready' })
  await expect(made.getByRole('img', { name: /^Code for the link/ })).toBeVisible()
  await expect(made).toContainText('whoever opens it is editor of “Gala”')
  expect(await faults(ana, '[role=dialog]')).toEqual([])

  const cem = await enter('Cem', { server, context: PHONE })
  cem.complaints.tolerateRefusals()
  await opensLink(cem, link)
  const received: number[] = []
  cem.page.on('websocket', (socket) => socket.on('framereceived', () => received.push(Date.now())))
  await cem.page.goto(`/${name}`)
  await expect(cem.grid.row('Doors')).toBeVisible()
  await cem.expectSaved()
  await expect(cem.page.getByRole('banner').getByRole('button', { name: 'Share' })).toHaveCount(0)
  await cem.grid.cell('Doors', 'name').click()

  await made.getByRole('button', { name: 'Back to all links' }).click()
  const dialog = ana.page.getByRole('dialog', { name: /^Share / })
  await ana.page.keyboard.press('Escape')
  await ana.page.getByRole('banner').getByRole('button', { name: 'Share' }).click()
  await expect(dialog.getByRole('listitem')).toContainText(['Fly floor'])
  await expect(dialog.getByRole('listitem').first()).toContainText('Cem')
  await dialog.getByRole('button', { name: 'Revoke Fly floor' }).click()
  const question = ana.page.getByRole('alertdialog', { name: 'Revoke “Fly floor”?' })
  await expect(question).toContainText('Cem loses access at once')
  await question.getByRole('button', { name: 'Revoke' }).click()
  await expect(cem.page.getByText('or it is not shared with you').first()).toBeVisible({ timeout: 1_000 })
  await expect(dialog.getByText('None at the moment.')).toBeVisible()
  // The button is gone; the keys still reach the dialog.
  await expect(dialog.getByRole('heading', { name: /^Links that open it/ })).toBeFocused()

  const until = received.length
  await ana.page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await ana.grid.write(ana.grid.cell('Speech', 'name'), 'Secret speech')
  await ana.expectSaved()
  // A round trip of the phone's own: what was on its way to it before is there by then.
  await cem.page.evaluate(() => fetch('/api/me').then((response) => response.json()))
  expect(received.length).toBe(until)
  await expect(cem.page.getByText('Secret speech')).toHaveCount(0)
})

test('U12 people are invited, given roles and removed, and what was done can be read, searched and taken away', async ({ startServer, enter }) => {
  const server = await startServer({ accounts: true })
  const ana = await enter('Ana Lima', { server })
  await setUp(server, ana)
  await ana.page.goto('/')
  await ana.page.getByRole('link', { name: 'People' }).click()
  const people = ana.page.getByRole('list', { name: 'People' })
  await expect(people.getByRole('listitem')).toContainText(['Ana Lima'])

  await ana.page.getByRole('button', { name: 'Invite somebody' }).click()
  const dialog = ana.page.getByRole('dialog')
  await dialog.getByLabel('E-mail address').fill('ben@example.org')
  await dialog.getByRole('button', { name: 'Make an invitation' }).click()
  const address = await dialog.getByLabel('Link of the invitation').inputValue()
  expect(address).toMatch(/\/invitation#cbi_/)
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(ana.page.getByText('ben@example.org')).toBeVisible()
  await ana.page.getByRole('button', { name: 'Take back the invitation of ben@example.org' }).click()
  await ana.page.getByRole('alertdialog').getByRole('button', { name: 'Take back' }).click()
  await expect(ana.page.getByText('ben@example.org')).toHaveCount(0)

  const dora = await enter('Dora Weiss', { server, context: PHONE })
  await invited(ana, dora, 'crew')
  await ana.page.reload()
  await ana.page.getByRole('button', { name: /Role of Dora Weiss/ }).click()
  await ana.page.getByRole('option', { name: /^Editor/ }).click()
  await expect(ana.page.getByRole('button', { name: /Role of Dora Weiss/ })).toContainText('Editor')
  const rights = async () => (await asks<{ workspaces: { rights: string[] }[] }>(dora, 'GET', '/me')).workspaces.flatMap((one) => one.rights)
  expect(await rights()).toContain('edit')

  // An editor is offered nothing that the server would refuse.
  await dora.page.goto('/')
  await expect(dora.page.getByRole('heading', { name: 'Nothing is shared with you yet' })).toBeVisible()
  await expect(dora.page.getByRole('button', { name: 'New show' })).toHaveCount(0)
  await dora.page.getByRole('link', { name: 'People' }).click()
  await expect(dora.page.getByRole('list', { name: 'People' }).getByRole('listitem')).toHaveCount(2)
  await expect(dora.page.getByRole('button', { name: /^(Invite|Remove|Role of)/ })).toHaveCount(0)
  await expect(dora.page.getByRole('link', { name: 'What was done' })).toHaveCount(0)
  await dora.page.getByRole('link', { name: 'Roles' }).click()
  await expect(dora.page.getByRole('list', { name: 'Crew may' })).toContainText('see the run of show')

  await ana.page.getByRole('button', { name: 'Remove Dora Weiss' }).click()
  await ana.page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await expect(people.getByRole('listitem')).toHaveCount(1)
  expect(await rights()).toEqual([])

  await ana.page.getByRole('link', { name: 'What was done' }).click()
  const done = ana.page.getByRole('list', { name: 'What was done' })
  await expect(done.getByRole('listitem').first()).toContainText(/Ana Lima removed somebody: dora\.weiss@example\.org/)
  await expect(done).toContainText('Crew → Editor')
  await ana.page.getByRole('searchbox', { name: 'Find what was done' }).fill('ben@')
  await expect(done.getByRole('listitem')).toHaveCount(2)
  await expect(done.getByRole('listitem').first()).toContainText('took an invitation back')
  expect(await faults(ana, 'main')).toEqual([])
  const download = ana.page.waitForEvent('download')
  await ana.page.getByRole('link', { name: 'Download as CSV' }).click()
  expect((await download).suggestedFilename()).toBe('audit.csv')
})

test('U12 A13 S000-1 S000-2 S000-49 two devices of one person come to the same columns, also after one was offline', async ({ startServer, enter }) => {
  const server = await startServer({ accounts: true })
  const desk = await enter('Ana Lima', { server })
  await setUp(server, desk)
  const name = await ownShow(desk, 'Gala', plan('Doors'))
  const lap = await enter('Ana Lima', { server })
  await signsIn(lap)
  await desk.opens(name)
  await lap.opens(name)
  await toggles(desk, 'Notes')
  await comesBackTo(lap)
  await expect.poll(() => columnsOf(lap)).not.toContain('Notes')

  await lap.goesOffline()
  await toggles(lap, 'Cues')
  await lap.comesBack()
  const kept = () => asks<{ preferences: { visible_columns: string[] } }>(desk, 'GET', `/me/preferences/${name}`)
  await expect.poll(async () => (await kept()).preferences.visible_columns).toContain('cues_count')
  await comesBackTo(desk)
  await expect.poll(() => columnsOf(desk)).toEqual(['Order', 'Name', 'Start', 'End', 'Duration', 'Type', 'Status', 'Cues'])
  expect(await columnsOf(lap)).toEqual(await columnsOf(desk))

  // Their colour is the same on both.
  const coloursOf = ({ page }: Person) => page.evaluate(() => (JSON.parse(localStorage.getItem('callboard:person') ?? '{}') as { colour?: string }).colour)
  await asks(desk, 'PATCH', '/me', { colour: 'pink' })
  for (const device of [desk, lap]) {
    await device.page.evaluate(() => void document.dispatchEvent(new Event('visibilitychange')))
    await expect.poll(() => coloursOf(device)).toBe('pink')
  }

  // Somebody else sees their own.
  const ben = await enter('Ben', { server })
  await invited(desk, ben, 'editor')
  await ben.opens(name)
  await expect.poll(() => columnsOf(ben)).toContain('Notes')
})

const columnsOf = async ({ grid }: Person): Promise<string[]> =>
  (await grid.headings.evaluateAll((headings) => headings.map((heading) => heading.getAttribute('aria-label') ?? ''))).filter((name) => name !== '')

const toggles = async ({ page }: Person, column: string): Promise<void> => {
  await page.getByRole('button', { name: 'Columns', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Columns' })
  await dialog.getByText(column, { exact: true }).click()
  await dialog.getByRole('button', { name: 'Done' }).click()
}

/** Looks at the window again. */
const comesBackTo = async ({ page }: Person): Promise<void> => page.evaluate(() => void dispatchEvent(new Event('focus')))

test('U12 U5 on plain http the link is copied all the same, and the sheet with the code is printed by itself', async ({ startServer, enter }) => {
  const server = await startServer({ accounts: true })
  const ana = await enter('Ana Lima', { server })
  const { page } = ana
  await page.addInitScript(() => void (window.print = () => undefined))
  await page.goto(`http://callboard.test:${ana.line.port}/`)
  expect(await page.evaluate(() => isSecureContext)).toBe(false)
  const name = await page.evaluate(async ([code, password]) => {
    const post = async (path: string, body: unknown): Promise<unknown> =>
      (await fetch(`/api${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })).json()
    await post('/setup', { code, server: 'The Venue', name: 'Ana Lima', email: 'ana@example.org', password })
    const { document } = (await post('/documents', { kind: 'show', title: 'Gala' })) as { document: { name: string } }
    return document.name
  }, [server.setupCode, PASSWORD])
  await page.goto(`http://callboard.test:${ana.line.port}/${name}`)
  const link = await makesLink(ana, '')
  const made = page.getByRole('dialog', { name: 'The link is ready' })
  await made.getByRole('button', { name: 'Copy' }).click()
  await expect(made.getByText('Copied.')).toBeVisible()
  await expect(made.getByText('This address leads to this computer only')).toHaveCount(0)

  await made.getByRole('button', { name: 'Print a sheet with the code' }).click()
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('heading', { name: 'Crew link for Gala' })).toBeVisible()
  await expect(page.getByText(`http://callboard.test:${ana.line.port}/join#${link}`)).toBeVisible()
  await expect(page.getByText('The link is ready')).toBeHidden()
  await page.evaluate(() => void dispatchEvent(new Event('afterprint')))
  await page.emulateMedia({ media: 'screen' })
  await expect(page.getByRole('heading', { name: 'Crew link for Gala' })).toBeHidden()

  await made.getByRole('button', { name: 'Back to all links' }).click()
  const field = page.getByRole('dialog', { name: /^Share / }).getByLabel(/^For whom/)
  await field.focus()
  await page.keyboard.press('ControlOrMeta+V')
  await expect(field).toHaveValue(`http://callboard.test:${ana.line.port}/join#${link}`.slice(0, 80))
})
