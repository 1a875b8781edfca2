/** More than one workspace: a show moves from one to another, and whoever had it by the first is told at once (A21, U12). */
import { invited, ownShow, setUp } from './support/accounts'
import { plan } from './support/shows'
import { expect, test } from './support/test'

test.describe.configure({ timeout: 120_000 })

test('A21 a workspace is made, a show moves there, and it closes for those who are not in it', async ({ startServer, enter }) => {
  const server = await startServer({ accounts: true })
  const ana = await enter('Ana Lima', { server })
  await setUp(server, ana)
  const name = await ownShow(ana, 'Gala', plan('Doors', 'Speech'))
  const ben = await enter('Ben', { server })
  ben.complaints.tolerateRefusals()
  await invited(ana, ben, 'editor')
  await ben.opens(name)
  await ben.expectSaved()

  await ana.page.goto('/people')
  await ana.page.getByRole('button', { name: 'New workspace' }).click()
  await ana.page.getByRole('dialog').getByLabel('Name').fill('School')
  await ana.page.getByRole('dialog').getByRole('button', { name: 'Make workspace' }).click()
  await expect(ana.page.getByRole('button', { name: /School.*Workspace|Workspace.*School/ })).toBeVisible()

  await ana.page.goto('/')
  await ana.page.getByRole('button', { name: 'More for Gala' }).click()
  await ana.page.getByRole('menuitem', { name: 'Move to another workspace' }).click()
  const dialog = ana.page.getByRole('dialog', { name: 'Move “Gala”' })
  await expect(dialog).toContainText('the people of School have it')
  await dialog.getByRole('button', { name: 'Move show' }).click()
  await expect(ana.page.getByText('“Gala” is in School now.')).toBeVisible()
  await expect(ana.page.getByRole('link', { name: /Gala/ })).toBeVisible()
  await expect(ben.page.getByRole('heading', { name: 'This show is not shared with you' })).toBeVisible()
})
