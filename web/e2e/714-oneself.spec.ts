/** An account of one’s own: made by an invitation, changed, and let into programs (U11). */
import { isAccessible, openMenu, PASSWORD, picture, post, setUp } from './support/entering'
import { expect, test } from './support/test'

// Each test begins with a server of its own, and passwords are slow on purpose.
test.describe.configure({ timeout: 120_000 })

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
