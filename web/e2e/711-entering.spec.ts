/** Coming in: the first run, signing in, links, the end of a sign-in, and oneself (U11). */
import { AxeBuilder } from '@axe-core/playwright'
import type { APIRequestContext, Page } from '@playwright/test'
import type { Person } from './support/person'
import type { Server } from './support/server'
import { expect, test } from './support/test'

// Each test begins with a server of its own, and passwords are slow on purpose.
test.describe.configure({ timeout: 120_000 })

const PASSWORD = 'the ghost light stays on'
const ANA = { name: 'Ana Lima', email: 'ana@example.org', password: PASSWORD }
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

const picture = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['PICTURES']
  if (folder === undefined) return
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.screenshot({ path: `${folder}/entering-${name}-${colorScheme}.png` })
  }
}

const isAccessible = async (page: Page): Promise<void> => {
  // The library's own announcer names a button by its label for some seconds, also when the button has gone.
  const { violations } = await new AxeBuilder({ page }).exclude('[data-live-announcer]').analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
}

/** The first account, made past every page; the browser of whoever asks is signed in. */
const setUp = async (request: APIRequestContext, server: Server): Promise<void> => {
  const made = await request.post('/api/setup', { data: { code: server.setupCode, server: 'Harbour Theatre', ...ANA } })
  expect(made.ok(), await made.text()).toBe(true)
}

const post = async (request: APIRequestContext, path: string, data: object): Promise<Record<string, unknown>> => {
  const answer = await request.post(path, { data })
  expect(answer.ok(), await answer.text()).toBe(true)
  return (await answer.json()) as Record<string, unknown>
}

/** A show with two segments; "show/<uuid>". */
const makeShow = async (request: APIRequestContext): Promise<string> => {
  const segments = ['Doors', 'Film'].map((name, index) => ({ id: `segment-${index + 1}`, name, duration: 300_000, notes: index === 0 ? 'Ushers first' : '' }))
  const cues = [{ id: 'cue-1', segment: 'segment-1', department: 'lighting', number: '1', label: 'House to half' }]
  const content = { meta: { kind: 'show', title: 'Gala' }, show: { planned_start: 32_400_000 }, segments, cues }
  const made = await post(request, '/api/documents', { kind: 'show', title: 'Gala', content })
  return (made['document'] as { name: string }).name
}

const shareLink = async (request: APIRequestContext, show: string, role: string, more: object = {}): Promise<string> =>
  (await post(request, `/api/documents/${show}/shares`, { role, ...more }))['link'] as string

const openMenu = async ({ page }: Person, item: string): Promise<void> => {
  await page.getByRole('banner').getByRole('button', { name: /your name and the look of the app$/ }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

test('U11 a new server is set up, and a show is made', async ({ startServer, enter }) => {
  const server = await startServer({ accounts: true })
  const ana = await enter('Somebody', { server })
  ana.complaints.tolerateRefusals()
  const { page } = ana

  // Wherever one goes, the first run comes first; with a code that is wrong nothing happens.
  await page.goto('/')
  await expect(page.getByRole('heading', { name: 'Set up this Callboard' })).toBeVisible()
  await page.goto('/setup#wrong')
  await expect(page).toHaveURL(/\/setup$/)
  await expect(page.getByLabel('Code')).toBeHidden()
  await page.getByRole('button', { name: 'Set up and come in' }).click()
  await expect(page.getByLabel('Name of the server')).toBeFocused()
  await expect(page.getByText('A password has at least 10 characters.')).toBeVisible()
  await picture(page, 'setup-faults')
  await isAccessible(page)
  await page.getByLabel('Name of the server').fill('Harbour Theatre')
  await page.getByRole('textbox', { name: 'Your name' }).fill(ANA.name)
  await page.getByLabel('Your e-mail').fill(ANA.email)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.keyboard.press('Enter')
  await expect(page.getByText('This is not the code.')).toBeVisible()
  await expect(page.getByLabel('Code')).toBeFocused()
  await page.getByLabel('Code').fill(server.setupCode)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Shows' })).toBeVisible()

  await page.getByRole('button', { name: 'New show' }).first().click()
  await page.getByLabel('Title').fill('Gala')
  await page.getByRole('button', { name: 'Create show' }).click()
  await expect(page.getByRole('banner').getByRole('button', { name: /^Ana Lima:/ })).toBeVisible()
  await page.getByRole('button', { name: 'Add the first segment' }).click()
  await page.keyboard.type('Doors')
  await page.keyboard.press('Enter')
  await ana.expectSaved()
})

test('U11 a phone comes in with one tap, and looks on', async ({ startServer, enter }) => {
  const server = await startServer({ accounts: true })
  const ana = await enter('Ana Lima', { server })
  await ana.page.goto('/')
  await setUp(ana.context.request, server)
  const show = await makeShow(ana.context.request)
  const link = await shareLink(ana.context.request, show, 'crew')

  const cem = await enter('Cem Aydin', { server, context: PHONE })
  await cem.page.goto(`/join#${link}`)
  await expect(cem.page).toHaveURL(/\/join$/)
  await expect(cem.page.getByRole('heading', { name: 'Gala' })).toBeVisible()
  await expect(cem.page.getByText('Shared with you as crew: follow the show.')).toBeVisible()
  await picture(cem.page, 'join-phone')
  await isAccessible(cem.page)
  await cem.page.getByRole('button', { name: 'Open' }).tap()
  await expect(cem.page).toHaveURL(new RegExp(`/${show}$`))
  await cem.expectSaved()
  await expect(cem.page.getByRole('toolbar').getByText('You can look, not edit')).toBeVisible()
  await expect(cem.page.getByRole('button', { name: 'Add a segment' })).toBeHidden()
  await expect(cem.page.getByRole('button', { name: 'Undo' })).toBeHidden()
  await picture(cem.page, 'crew-phone')
  await cem.page.getByText('Doors').tap()
  const sheet = cem.page.getByRole('dialog')
  await expect(sheet.getByRole('heading', { name: 'Doors' })).toBeVisible()
  await expect(sheet.locator('input, textarea')).toHaveCount(0)
  await picture(cem.page, 'crew-sheet-phone')
})

test('U11 whoever may only look is offered nothing that edits, at the keyboard either', async ({ startServer, enter }) => {
  const server = await startServer({ accounts: true })
  const ana = await enter('Ana Lima', { server })
  await ana.page.goto('/')
  await setUp(ana.context.request, server)
  const show = await makeShow(ana.context.request)
  const link = await shareLink(ana.context.request, show, 'viewer', { passphrase: 'break a leg tonight' })

  const bela = await enter('', { server })
  bela.complaints.tolerateRefusals()
  const { page, grid } = bela
  await page.goto(`/join#${link}`)
  await page.getByRole('button', { name: 'Open' }).click()
  await expect(page.getByText('Give a name, so that the others know who is here.')).toBeVisible()
  await page.getByRole('textbox', { name: 'Your name' }).fill('Bela Okafor')
  await page.getByLabel('Passphrase', { exact: true }).fill('break an arm tonight')
  await page.keyboard.press('Enter')
  await expect(page.getByText('The passphrase is not right.')).toBeVisible()
  await expect(page.getByLabel('Passphrase', { exact: true })).toBeFocused()
  await picture(page, 'join-passphrase')
  await page.getByLabel('Passphrase', { exact: true }).fill('break a leg tonight')
  await page.keyboard.press('Enter')
  await expect(grid.table).toBeVisible()
  await bela.expectSaved()
  await expect(grid.table).toHaveAttribute('aria-readonly', 'true')
  await expect(page.getByRole('toolbar').getByText('You can look, not edit')).toBeVisible()
  await picture(page, 'viewer-desktop')
  await isAccessible(page)

  await grid.cell('Doors', 'name').click()
  await page.keyboard.type('Curtain')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Delete')
  await page.keyboard.press('Control+d')
  await page.keyboard.press('Alt+Enter')
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveCount(0)
  await grid.cell('Doors', 'name').click({ button: 'right' })
  await expect(page.getByRole('menuitem')).toHaveText([/All details/])
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await expect(page.getByRole('menuitem', { name: /Import into/ })).toBeHidden()
  await expect(page.getByRole('menuitem', { name: /Spreadsheet/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByLabel('Title of the show')).not.toBeEditable()
  await bela.expectSaved()
  await expect(grid.cell('Doors', 'name')).toBeVisible()
})

test('U11 a wrong password is said beside the field, one comes back to where one wanted to go, and signs out', async ({ startServer, enter }) => {
  const server = await startServer({ accounts: true })
  const other = await enter('Other', { server })
  await other.page.goto('/')
  await setUp(other.context.request, server)
  const show = await makeShow(other.context.request)

  const ana = await enter('Stranger', { server })
  ana.complaints.tolerateRefusals()
  const { page } = ana
  await page.goto(`/${show}`)
  await expect(page.getByText('Sign in to see this show')).toBeVisible()
  await picture(page, 'stranger-at-show')
  await page.getByRole('link', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in to Harbour Theatre' })).toBeVisible()
  await page.getByLabel('E-mail').fill(ANA.email)
  await page.getByLabel('Password', { exact: true }).fill('the ghost light is off')
  await page.keyboard.press('Enter')
  await expect(page.getByText('The e-mail address or the password is not right.')).toBeVisible()
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused()
  await picture(page, 'wrong-password')
  await isAccessible(page)
  await page.getByRole('button', { name: 'Show the password' }).click()
  await expect(page.getByLabel('Password', { exact: true })).toHaveAttribute('type', 'text')
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/${show}$`))
  await ana.expectSaved()

  await openMenu(ana, 'Sign out…')
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Sign in to Harbour Theatre' })).toBeVisible()
  await page.goto(`/${show}`)
  await expect(page.getByText('Sign in to see this show')).toBeVisible()
  await expect(page.getByText('Doors')).toBeHidden()
})

test('U11 a sign-in that is ended from another device closes what is open, with the sentence', async ({ startServer, enter }) => {
  const server = await startServer({ accounts: true })
  const home = await enter('Home', { server })
  await home.page.goto('/')
  await setUp(home.context.request, server)
  const show = await makeShow(home.context.request)
  const away = await enter('Away', { server })
  away.complaints.tolerateRefusals()
  await away.page.goto('/')
  await post(away.context.request, '/api/login', { email: ANA.email, password: PASSWORD })
  await away.opens(show)

  await home.page.goto('/')
  await openMenu(home, 'Where I’m signed in…')
  const devices = home.page.getByRole('dialog').getByRole('listitem')
  await expect(devices).toHaveCount(2)
  await expect(devices.first()).toContainText('This one')
  await picture(home.page, 'devices')
  await isAccessible(home.page)
  await home.page.getByRole('button', { name: /^Sign out / }).click()
  await expect(away.page.getByText('Sign in to see this show')).toBeVisible()
  await expect(away.page.getByRole('alert')).toContainText('Sign in, or open the link that was shared with you')
  await expect(away.grid.table).toBeHidden()
  await picture(away.page, 'session-ended')
  await expect(devices).toHaveCount(1)
})

test('U11 what somebody wrote offline while their sign-in ended is kept, can be taken along, and is saved when they are back', async ({ startServer, enter }) => {
  const server = await startServer({ accounts: true })
  const home = await enter('Home', { server })
  await home.page.goto('/')
  await setUp(home.context.request, server)
  const show = await makeShow(home.context.request)
  const away = await enter('Away', { server })
  away.complaints.tolerateRefusals()
  await away.page.goto('/')
  await post(away.context.request, '/api/login', { email: ANA.email, password: PASSWORD })
  await away.opens(show)
  await away.goesOffline()
  await away.grid.write(away.grid.cell('Film', 'name'), 'Short film')
  const logins = (await (await home.context.request.get('/api/me/logins')).json()) as { logins: { id: string; is_this: boolean }[] }
  for (const { id, is_this } of logins.logins) if (!is_this) await home.context.request.delete(`/api/me/logins/${id}`)
  away.line.mend()
  await away.page.evaluate(() => dispatchEvent(new Event('online')))
  await expect(away.page.getByText(/of yours (is|are) on this device only/)).toBeVisible()
  await picture(away.page, 'session-ended-unsaved')
  const download = away.page.waitForEvent('download')
  await away.page.getByRole('button', { name: 'Save a copy' }).click()
  expect((await download).suggestedFilename()).toBe('Gala.json')
  await away.page.getByRole('link', { name: 'Sign in' }).click()
  await away.page.getByLabel('E-mail').fill(ANA.email)
  await away.page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await away.page.keyboard.press('Enter')
  await expect(away.page).toHaveURL(new RegExp(`/${show}$`))
  await away.expectSaved()
  const { content } = (await (await home.context.request.get(`/api/documents/${show}`)).json()) as { content: { segments: { name: string }[] } }
  expect(content.segments.map(({ name }) => name)).toEqual(['Doors', 'Short film'])
})

test('U11 what somebody wrote offline who has become a reader meanwhile is told, and can be taken along', async ({ startServer, enter }) => {
  const server = await startServer({ accounts: true })
  const ana = await enter('Ana Lima', { server })
  await ana.page.goto('/')
  await setUp(ana.context.request, server)
  const show = await makeShow(ana.context.request)
  const editor = (await post(ana.context.request, `/api/documents/${show}/shares`, { role: 'editor' })) as { link: string; share: { id: string } }
  const viewer = await shareLink(ana.context.request, show, 'viewer')

  const bela = await enter('Bela Okafor', { server })
  bela.complaints.tolerateRefusals()
  const { page, grid } = bela
  for (const link of [viewer, editor.link]) {
    await page.goto(`/join#${link}`)
    await page.getByRole('button', { name: 'Open' }).click()
    await expect(grid.table).toBeVisible()
  }
  await bela.expectSaved()
  await grid.write(grid.cell('Film', 'name'), 'Short film')
  await bela.expectSaved()
  await bela.goesOffline()
  await grid.write(grid.cell('Doors', 'name'), 'Doors at last')
  await ana.context.request.delete(`/api/documents/${show}/shares/${editor.share.id}`)
  bela.line.mend()
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await expect(page.getByText('You can look, not edit: your changes are on this device only')).toBeVisible()
  await expect(grid.table).toHaveAttribute('aria-readonly', 'true')
  await page.getByRole('button', { name: 'Save or discard' }).click()
  await picture(page, 'reader-unwanted')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save a file' }).click()
  expect((await download).suggestedFilename()).toBe('Gala.json')
  await expect(page.getByRole('button', { name: 'Keep as a new show' })).toBeHidden()
  await page.getByRole('button', { name: 'Discard my changes' }).click()
  await bela.expectSaved()
  await expect(grid.cell('Short film', 'name')).toBeVisible()
  await expect(page.getByText('Doors at last')).toBeHidden()

  await ana.opens(show)
  await expect(ana.grid.cell('Doors', 'name')).toBeVisible()
  await expect(ana.page.getByText('Doors at last')).toBeHidden()
})

test('U11 an invitation makes an account', async ({ startServer, enter }) => {
  const server = await startServer({ accounts: true })
  const ana = await enter('Ana Lima', { server })
  await ana.page.goto('/')
  await setUp(ana.context.request, server)
  const { workspaces } = (await (await ana.context.request.get('/api/me')).json()) as { workspaces: { id: string }[] }
  const invited = await post(ana.context.request, `/api/workspaces/${workspaces[0]?.id}/invitations`, { email: 'bela@example.org', role: 'stage_manager' })

  const bela = await enter('', { server })
  bela.complaints.tolerateRefusals()
  const { page } = bela
  await page.goto('/invitation')
  await expect(page.getByRole('heading', { name: 'The address is not complete' })).toBeVisible()
  await page.goto('/invitation#nothing')
  await expect(page.getByRole('heading', { name: 'This invitation opens nothing' })).toBeVisible()
  await picture(page, 'invitation-nothing')
  await page.goto(`/invitation#${invited['link'] as string}`)
  await expect(page.getByRole('heading', { name: 'Join Harbour Theatre' })).toBeVisible()
  await expect(page).toHaveURL(/\/invitation$/)
  await page.getByRole('textbox', { name: 'Your name' }).fill('Bela Okafor')
  await page.getByLabel('Password', { exact: true }).fill('not before the overture')
  await picture(page, 'invitation')
  await isAccessible(page)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Shows' })).toBeVisible()
  await expect(page.getByRole('banner').getByRole('button', { name: /^Bela Okafor:/ })).toBeVisible()
})

test('U11 one’s name and password are one’s own to change', async ({ startServer, enter }) => {
  const server = await startServer({ accounts: true })
  const bela = await enter('', { server })
  bela.complaints.tolerateRefusals()
  const { page } = bela
  await page.goto('/')
  await setUp(bela.context.request, server)
  await page.reload()
  await openMenu(bela, 'My account…')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Your name').fill('Bela O.')
  await dialog.getByRole('button', { name: 'Change the name' }).click()
  await expect(dialog.getByText('Your name was changed.')).toBeVisible()
  await dialog.getByLabel('Old password', { exact: true }).fill('not the right one')
  await dialog.getByLabel('New password', { exact: true }).fill('only after the overture')
  await dialog.getByRole('button', { name: 'Change the password' }).click()
  await expect(dialog.getByText('The old password is not right.')).toBeVisible()
  await expect(dialog.getByLabel('Old password', { exact: true })).toBeFocused()
  await dialog.getByLabel('Old password', { exact: true }).fill(PASSWORD)
  await dialog.getByRole('button', { name: 'Change the password' }).click()
  await expect(dialog.getByText('Your password was changed. Your other devices are signed out.')).toBeVisible()
  await picture(page, 'account')
  await isAccessible(page)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('banner').getByRole('button', { name: /^Bela O\.:/ })).toBeVisible()

})

test('U11 a program gets a token with chosen rights, shown once, and loses it', async ({ startServer, enter }) => {
  const server = await startServer({ accounts: true })
  const ana = await enter('Ana Lima', { server })
  const { page } = ana
  await page.goto('/')
  await setUp(ana.context.request, server)
  await page.reload()
  await openMenu(ana, 'Tokens for programs…')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('What it is for').fill('Surtitles')
  await picture(page, 'token-new')
  await dialog.getByRole('button', { name: 'Make a token' }).click()
  const token = await dialog.getByLabel('Token', { exact: true }).inputValue()
  await picture(page, 'token-told')
  await isAccessible(page)
  const asked = await fetch(`${server.address}/api/documents`, { headers: { authorization: `Bearer ${token}` } })
  expect(asked.status).toBe(200)
  await dialog.getByRole('button', { name: 'I have it' }).click()
  await dialog.getByRole('button', { name: 'Revoke Surtitles' }).click()
  await expect(dialog.getByRole('listitem')).toHaveCount(0)
  expect((await fetch(`${server.address}/api/documents`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(401)
})

test('U11 the pages of coming in say what is so without the server, and a device that was here opens its shows', async ({ startServer, enter }) => {
  const server = await startServer({ accounts: true })
  const ana = await enter('Ana Lima', { server })
  await ana.page.goto('/')
  await setUp(ana.context.request, server)
  const show = await makeShow(ana.context.request)
  const link = await shareLink(ana.context.request, show, 'crew')
  const cem = await enter('Cem Aydin', { server, keepsApp: true })
  cem.complaints.tolerateOutages()
  await cem.page.goto(`/join#${link}`)
  await cem.isKept()
  await cem.page.getByRole('button', { name: 'Open' }).waitFor()
  cem.line.cut()
  await cem.page.reload()
  await expect(cem.page.getByRole('heading', { name: 'The server does not answer' })).toBeVisible()
  await picture(cem.page, 'join-offline')
  cem.line.mend()
  await cem.page.getByRole('button', { name: 'Try again' }).click()
  await cem.page.getByRole('button', { name: 'Open' }).click()
  await cem.expectSaved()
  cem.line.cut()
  await cem.page.reload()
  await expect(cem.grid.cell('Doors', 'name')).toBeVisible()
  await expect(cem.grid.table).toHaveAttribute('aria-readonly', 'true')
})

test('U11 A15 where people can sign in with a provider the page offers it, and the server says when that is away', async ({ startServer, enter }) => {
  // Nobody listens there.
  const settings = { CALLBOARD_OIDC_ISSUER: 'http://127.0.0.1:9', CALLBOARD_OIDC_CLIENT_ID: 'callboard', CALLBOARD_OIDC_NAME: 'the house' }
  const server = await startServer({ accounts: true, settings })
  const ana = await enter('Ana Lima', { server })
  ana.complaints.tolerateOutages()
  const { page } = ana
  await page.goto('/')
  await setUp(ana.context.request, server)
  await ana.context.clearCookies()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Sign in to Harbour Theatre' })).toBeVisible()
  await picture(page, 'sign-in-provider')
  await isAccessible(page)
  await page.getByRole('button', { name: 'Sign in with the house' }).click()
  await expect(page.getByRole('heading', { name: 'You are not signed in' })).toBeVisible()
  await page.getByRole('link', { name: 'Back to Callboard' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in to Harbour Theatre' })).toBeVisible()
})
