/** One code for everyone, and roles in one show alone, as people find them on the screen (U12, A20, A21). */
import { AxeBuilder } from '@axe-core/playwright'
import { asks, invited, ownShow, setUp } from './support/accounts'
import type { Person } from './support/person'
import { plan } from './support/shows'
import { expect, test } from './support/test'

test.describe.configure({ timeout: 180_000 })

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

const faults = async ({ page }: Person): Promise<string[]> =>
  (await new AxeBuilder({ page }).include('[role=dialog]').analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)

test('U12 A20 A21 one code leads to the list of every show, and one show has people of its own', async ({ startServer, enter }) => {
  const server = await startServer({ accounts: true })
  const ana = await enter('Ana Lima', { server })
  await setUp(server, ana)
  const gala = await ownShow(ana, 'Gala', plan('Doors'))
  await ownShow(ana, 'Matinee', plan('Doors'))
  const { page } = ana

  await page.goto('/people')
  await page.getByRole('button', { name: 'One link for everyone' }).click()
  await page.getByLabel(/^For whom/).fill('Everyone')
  await page.getByRole('button', { name: 'Make a link' }).click()
  const made = page.getByRole('dialog', { name: 'The link is ready' })
  await expect(made).toContainText('whoever opens it is crew of every show of The Venue, those that are made later too')
  const address = new URL(await made.getByLabel('Link', { exact: true }).inputValue())
  await page.keyboard.press('Escape')

  const cem = await enter('Cem', { server, context: PHONE })
  cem.complaints.tolerateRefusals()
  await cem.page.goto(address.pathname + address.hash)
  await expect(cem.page.getByText('All its shows, shared with you as crew: follow the show.')).toBeVisible()
  await cem.page.getByRole('button', { name: 'Open' }).tap()
  await expect(cem.page.getByRole('link', { name: 'Gala' })).toBeVisible()
  await expect(cem.page.getByRole('link', { name: 'Matinee' })).toBeVisible()
  await expect(cem.page.getByRole('button', { name: 'New show' })).toHaveCount(0)

  // In a show the same link stands among its own; whoever holds it is named, and it is taken back from here.
  const ben = await enter('Ben', { server })
  ben.complaints.tolerateRefusals()
  await invited(ana, ben, 'viewer')
  await ana.opens(gala)
  await page.getByRole('banner').getByRole('button', { name: 'Share' }).click()
  const dialog = page.getByRole('dialog', { name: 'Share Gala' })
  await expect(dialog.getByRole('listitem').filter({ hasText: 'Everyone' })).toContainText('Every show')
  await expect(dialog.getByRole('listitem').filter({ hasText: 'Everyone' })).toContainText('Cem')

  await dialog.getByRole('tab', { name: 'People in this show' }).click()
  const who = dialog.getByRole('combobox', { name: 'Name or e-mail address' })
  await who.fill('nobody of that name')
  await page.keyboard.press('Tab')
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(dialog.getByText('Nobody here is called so.')).toBeVisible()
  await who.fill('Ben')
  await page.keyboard.press('Tab')
  await expect(dialog.getByText('May see documents, offline too; change documents; see the run of show.').first()).toBeVisible()
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  const people = dialog.getByRole('list', { name: 'People in this show' })
  await expect(people.getByRole('listitem')).toContainText('Viewer in all of The Venue')
  const rights = async () => (await asks<{ documents: { name: string; rights: string[] }[] }>(ben, 'GET', '/documents')).documents.find(({ name }) => name === gala)?.rights
  expect(await rights()).toContain('edit')
  await who.fill('dora@example.org')
  await page.keyboard.press('Tab')
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(dialog.getByText('Send this link to dora@example.org')).toBeVisible()
  expect(await faults(ana)).toEqual([])
  await dialog.getByRole('button', { name: 'Take Ben’s role away' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Take away' }).click()
  await expect(people.getByRole('listitem')).toHaveCount(0)
  expect(await rights()).not.toContain('edit')

  await dialog.getByRole('tab', { name: 'By link' }).click()
  await dialog.getByRole('button', { name: 'Revoke Everyone' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click()
  await expect(dialog.getByText('None at the moment.')).toBeVisible()
  await cem.page.reload()
  await expect(cem.page.getByRole('heading', { name: 'Nothing is shared with you yet' })).toBeVisible()
})
