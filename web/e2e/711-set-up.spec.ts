/** The first two minutes: from a server that nobody has set up to a second person who edits through a link (U11). */
import { ANA, isAccessible, PASSWORD, picture } from './support/entering'
import { expect, test } from './support/test'

const TWO_MINUTES = 120_000
test.describe.configure({ timeout: TWO_MINUTES })

test('U11 U12 from the code that a new server printed to a second person who edits through a link', async ({ startServer, enter }) => {
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

  // Three presses to a show with everything in it, and four to a link to it.
  await page.getByRole('button', { name: 'Open the sample production' }).click()
  await expect(page.getByRole('banner').getByRole('button', { name: /^Ana Lima:/ })).toBeVisible()
  await ana.expectSaved()
  await page.getByRole('banner').getByRole('button', { name: 'Share' }).click()
  await page.getByRole('button', { name: /They come in as/ }).click()
  await page.getByRole('option', { name: /^Editor/ }).click()
  await page.getByRole('button', { name: 'Make a link' }).click()
  const address = new URL(await page.getByLabel('Link', { exact: true }).inputValue())
  await page.keyboard.press('Escape')

  const ben = await enter('', { server })
  ben.complaints.tolerateRefusals()
  await ben.page.goto(address.pathname + address.hash)
  await ben.page.getByRole('textbox', { name: 'Your name' }).fill('Ben Okafor')
  await ben.page.keyboard.press('Enter')
  const first = ben.grid.segments.first().locator('[data-column=name]')
  await ben.grid.write(first, 'Doors, says Ben')
  await ben.expectSaved()
  await expect(ana.grid.row('Doors, says Ben')).toBeVisible()
  await expect(page.getByRole('banner')).toContainText('BO')
})
