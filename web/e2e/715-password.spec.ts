/** The one password of a server without accounts: right, wrong, and too often wrong (A19). */
import { isAccessible, openMenu, PHONE, picture } from './support/entering'
import { expect, test } from './support/test'

const PASSWORD = 'green room after two'

test('A19 a browser is asked for the password once, is told when it is wrong, and to wait after too many', async ({ startServer, enter }) => {
  const server = await startServer({ settings: { CALLBOARD_PASSWORD: PASSWORD } })
  const ana = await enter('Ana Lima', { server, context: PHONE })
  ana.complaints.tolerateRefusals()
  const { page } = ana
  await page.goto('/')
  const field = page.getByLabel('Password', { exact: true })
  await expect(page.getByRole('heading', { name: 'This Callboard has a password' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'New show' })).toBeHidden()
  await isAccessible(page)
  await page.getByRole('button', { name: 'Come in' }).tap()
  await expect(page.getByText('Type the password of this server.')).toBeVisible()

  await field.fill('the stage door')
  await page.keyboard.press('Enter')
  await expect(page.getByText('The password is not right.')).toBeVisible()
  await expect(field).toBeFocused()
  await picture(page, 'password-wrong')
  // What was wrong is marked, and what is typed next stands in its place.
  await page.keyboard.type(PASSWORD)
  await page.keyboard.press('Enter')
  await expect(page.getByText('The callboard is empty')).toBeVisible()
  await page.reload()
  await expect(page.getByText('The callboard is empty')).toBeVisible()

  await openMenu(ana, 'Sign out…')
  await expect(page.getByText('This browser forgets the password of the server.')).toBeVisible()
  await page.getByRole('button', { name: 'Sign out', exact: true }).tap()
  await expect(field).toBeVisible()
  for (let guess = 0; guess < 8; guess += 1) await page.request.post('/api/password', { data: { password: `guess ${guess}` } })
  await field.fill(PASSWORD)
  await page.keyboard.press('Enter')
  await expect(page.getByText('Wait before you try again')).toBeVisible()
  await expect(page.getByText(/Try again in 1\d minutes/)).toBeVisible()
  await picture(page, 'password-wait')
  await isAccessible(page)
})
