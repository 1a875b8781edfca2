/** The library without a server knows every show that is on the device, and says which of them the server lacks (U4). */
import { makeShow, plan } from './support/shows'
import { expect, test } from './support/test'

test('U4 a show that was reached by its address is in the library offline, with its title and its unsaved changes', async ({ enter, server }) => {
  const ana = await enter('Ana Lima', { keepsApp: true })
  const name = await makeShow(server, 'By its address', plan('Doors'))
  await ana.opens(name)
  await ana.isKept()
  await ana.goesOffline()
  await ana.page.getByLabel('Title of the show').fill('Renamed in the tunnel')
  await ana.page.keyboard.press('Enter')
  await expect(ana.badge).toHaveAccessibleName(/saved on this device/)
  await ana.page.goto('/')
  const link = ana.page.getByRole('link', { name: 'Renamed in the tunnel' })
  await expect(link).toContainText('1 change not on the server yet')
  await ana.page.reload()
  await expect(ana.page.getByText('Working offline')).toBeVisible()
  await expect(link).toBeVisible()
  // With a server that has never heard of it, or has it no more, it stays in the list for as long as it has changes.
  ana.line.mend()
  await ana.page.reload()
  await expect(ana.page.getByText('Working offline')).toBeHidden()
  await expect(link.or(ana.page.getByRole('link', { name: 'By its address' })).first()).toContainText('not on the server yet')
  await ana.page.goto(`/${name}`)
  await ana.expectSaved()
  await ana.page.goto('/')
  await expect(ana.page.getByText('not on the server yet')).toHaveCount(0)
})
