/** One code for everyone, and roles in one show alone, as people find them on the screen (U12, A20, A21). */
import { axeOn } from './support/axe'
import { asks, invited, ownShow, setUp } from './support/accounts'
import type { Person } from './support/person'
import { plan } from './support/shows'
import { expect, test } from './support/test'

test.describe.configure({ timeout: 180_000 })

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

const faults = async ({ page }: Person): Promise<string[]> =>
  (await (await axeOn(page)).include('[role=dialog]').analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)

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

test('A26 one code opens the shows that were chosen and no other, and is taken back', async ({ startServer, enter }) => {
  const server = await startServer({ accounts: true })
  const ana = await enter('Ana Lima', { server })
  await setUp(server, ana)
  const gala = await ownShow(ana, 'Gala', plan('Doors'))
  await ownShow(ana, 'Matinee', plan('Doors'))
  const other = await ownShow(ana, 'Other', plan('Doors'))
  const { page } = ana
  await ana.opens(gala)
  await page.getByRole('banner').getByRole('button', { name: 'Share' }).click()
  const dialog = page.getByRole('dialog', { name: 'Share Gala' })
  await dialog.getByRole('button', { name: /The link opens$/ }).click()
  await page.getByRole('option', { name: /^Some shows of The Venue/ }).click()
  const shows = dialog.getByRole('group', { name: 'The shows it opens' })
  await expect(shows.getByRole('checkbox', { name: 'Gala' })).toBeChecked()
  await shows.getByRole('checkbox', { name: 'Gala' }).press('Space')
  await dialog.getByRole('button', { name: 'Make a link' }).click()
  await expect(dialog.getByRole('alert')).toContainText('Choose at least one show that it opens.')
  await shows.getByRole('checkbox', { name: 'Gala' }).press('Space')
  await shows.getByRole('checkbox', { name: 'Matinee' }).press('Space')
  expect(await faults(ana)).toEqual([])
  await dialog.getByRole('button', { name: 'Make a link' }).click()
  const made = page.getByRole('dialog', { name: 'The link is ready' })
  await expect(made).toContainText('whoever opens it is crew of “Gala and Matinee”.')
  await expect(made.getByRole('img', { name: 'Code for the link to Gala and Matinee' })).toBeVisible()
  const address = new URL(await made.getByLabel('Link', { exact: true }).inputValue())
  await page.keyboard.press('Escape')

  const cem = await enter('Cem', { server, context: PHONE })
  cem.complaints.tolerateRefusals()
  await cem.page.goto(address.pathname + address.hash)
  await expect(cem.page.getByText('Gala and Matinee, shared with you as crew: follow the show.')).toBeVisible()
  await cem.page.getByRole('button', { name: 'Open' }).tap()
  await expect(cem.page.getByRole('link', { name: 'Matinee' })).toBeVisible()
  await expect(cem.page.getByRole('link', { name: 'Other' })).toHaveCount(0)
  await cem.page.getByRole('link', { name: 'Gala' }).tap()
  await expect(cem.page).toHaveURL(/\/crew$/)
  await expect(cem.page.getByRole('heading', { name: 'Gala' })).toBeVisible()

  await ana.opens(other)
  await page.getByRole('banner').getByRole('button', { name: 'Share' }).click()
  const elsewhere = page.getByRole('dialog', { name: 'Share Other' })
  await expect(elsewhere.getByText('None at the moment.')).toBeVisible()
  await page.keyboard.press('Escape')
  await ana.opens(gala)
  await page.getByRole('banner').getByRole('button', { name: 'Share' }).click()
  await expect(dialog.getByRole('listitem').filter({ hasText: '2 shows' })).toContainText('Cem')
  await dialog.getByRole('button', { name: 'Revoke Link for crew' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click()
  await expect(cem.page.getByText('or it is not shared with you').first()).toBeVisible({ timeout: 1_000 })
})
