/** One computer and several people: each has their own copies, and can take them off it (U13). */
import { ANA, isAccessible, makeShow, openMenu, PASSWORD, picture, post, setUp, shareLink } from './support/entering'
import type { Person } from './support/person'
import { expect, test } from './support/test'

test.describe.configure({ timeout: 120_000 })

const databases = ({ page }: Person): Promise<string[]> =>
  page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name ?? '').filter((name) => name.includes('show/')))

const signsIn = async ({ page }: Person, email: string): Promise<void> => {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Shows' })).toBeVisible()
}

test('U13 whoever comes after somebody sees nothing of theirs, and signing out names what no server has before it goes', async ({ startServer, enter }) => {
  const server = await startServer({ accounts: true })
  const desk = await enter('Desk', { server, keepsApp: true })
  desk.complaints.tolerateRefusals()
  desk.complaints.tolerateOutages()
  const { page, grid } = desk
  await page.goto('/')
  await setUp(desk.context.request, server)
  const show = await makeShow(desk.context.request)
  const { workspaces } = (await (await desk.context.request.get('/api/me')).json()) as { workspaces: { id: string }[] }
  const invited = await post(desk.context.request, `/api/workspaces/${workspaces[0]?.id}/invitations`, { email: 'ben@example.org', role: 'guest' })
  const link = await shareLink(desk.context.request, show, 'editor')

  // Ana writes something that the server does not get, and keeps it here.
  await desk.opens(show)
  await desk.isKept()
  await desk.goesOffline()
  await grid.write(grid.cell('Film', 'name'), 'Short film')
  await expect(desk.badge).toHaveAccessibleName(/saved on this device/)
  await page.goto('/')
  await expect(page.getByText('Working offline')).toBeVisible()
  desk.line.mend()
  await page.reload()
  await expect(page.getByText('Working offline')).toBeHidden()
  await expect(page.getByText('not on the server yet')).toBeVisible()
  const [ofAna = ''] = await databases(desk)
  await openMenu(desk, 'Sign out…')
  await expect(page.getByRole('dialog').getByText('This browser keeps a copy of one show')).toBeVisible()
  await expect(page.getByRole('dialog').getByText(/on this device and nowhere else/)).toBeVisible()
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Sign in to Harbour Theatre' })).toBeVisible()

  // Ben may not see the show, and does not, with the server or without it.
  await desk.context.clearCookies()
  await desk.context.request.post('/api/invitations', { data: { link: invited['link'], name: 'Ben', password: PASSWORD } })
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Nothing is shared with you yet' })).toBeVisible()
  await expect(page.getByText('Gala')).toBeHidden()
  desk.line.cut()
  await page.goto(`/${show}`)
  await expect(page.getByRole('heading', { name: 'Not on this device yet' })).toBeVisible()
  await expect(grid.cell('Doors', 'name')).toBeHidden()
  desk.line.mend()
  await desk.context.request.delete('/api/login')
  await page.goto('/')
  await expect(page.getByRole('heading', { name: 'Sign in to Harbour Theatre' })).toBeVisible()

  // Ana is back, and finds what she wrote; this time she takes it with her.
  await signsIn(desk, ANA.email)
  await expect(page.getByText('not on the server yet')).toBeVisible()
  await openMenu(desk, 'Sign out…')
  await page.getByText('Remove my copies').click()
  await expect(page.getByRole('button', { name: 'Sign out and lose them' })).toBeVisible()
  await isAccessible(page)
  await picture(page, 'sign-out')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save a copy of Gala' }).click()
  expect((await download).suggestedFilename()).toBe('Gala.json')
  await page.getByRole('button', { name: 'Sign out and lose them' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in to Harbour Theatre' })).toBeVisible()
  await expect(page.getByRole('dialog')).toBeHidden()
  expect(await databases(desk)).not.toContain(ofAna)
  await signsIn(desk, ANA.email)
  await expect(page.getByText('not on the server yet')).toBeHidden()
  await desk.context.request.delete('/api/login')

  // What a guest has written goes with them to their account.
  await page.goto(`/join#${link}`)
  await page.getByRole('button', { name: 'Open' }).waitFor()
  if (await page.getByRole('textbox', { name: 'Your name' }).isVisible()) await page.getByRole('textbox', { name: 'Your name' }).fill('Ben')
  await page.getByRole('button', { name: 'Open' }).click()
  await expect(grid.cell('Doors', 'name')).toBeVisible()
  await grid.write(grid.cell('Film', 'name'), 'Film, says a guest')
  await desk.expectSaved()
  await page.goto('/sign-in')
  await signsIn(desk, 'ben@example.org')
  const own = await databases(desk)
  expect(own).not.toEqual([])
  expect(own.filter((name) => !name.includes('@account:'))).toEqual([])
  desk.line.cut()
  await page.goto(`/${show}`)
  await expect(grid.row('Film, says a guest')).toBeVisible()
})
