/** The server and this device part over a show: it was deleted, is unknown, or has begun another history (A2, R10). */
import type { Person } from './support/person'
import { deleteShow, makeShow, namesOnServer, plan, readShow, renewShow } from './support/shows'
import { expect, test } from './support/test'

const NOWHERE = 'show/00000000-0000-4000-8000-000000000000'

test('A2 a deleted show says so in a fresh browser, without anything to press in vain, and can be restored', async ({ enter, server }) => {
  const name = await makeShow(server, 'Gone for now', plan('Doors'))
  await deleteShow(server, name)
  const ana = await enter('Ana Lima')
  ana.complaints.tolerateGone()
  await ana.page.goto(`/${name}`)
  await expect(ana.page.getByRole('heading', { name: 'This show was deleted' })).toBeVisible()
  await expect(ana.badge).toHaveAccessibleName(/^Deleted\. This document was deleted\./)
  await expect(ana.badge).not.toHaveAccessibleName(/copy/)
  await expect(ana.page.getByRole('toolbar')).toHaveCount(0)
  await expect(ana.page.getByLabel('Title of the show')).toHaveCount(0)
  await ana.page.getByRole('button', { name: 'Restore', exact: true }).click()
  await ana.expectSaved()
  await ana.grid.expectNames('Doors')
})

test('A2 a show that is open is restored where one is told that it was deleted', async ({ ana, server }) => {
  const name = await makeShow(server, 'Gone while open', plan('Doors'))
  await ana.opens(name)
  ana.complaints.tolerateGone()
  await deleteShow(server, name)
  await expect(ana.page.getByRole('alert')).toContainText('This show was deleted')
  await expect(ana.badge).toHaveAccessibleName(/^Deleted\. /)
  await ana.page.getByRole('alert').getByRole('button', { name: 'Restore' }).click()
  await ana.expectSaved()
})

test('an address of no show says so', async ({ ana }) => {
  ana.complaints.tolerateGone()
  await ana.page.goto(`/${NOWHERE}`)
  await expect(ana.page.getByRole('heading', { name: 'There is no such show on this server' })).toBeVisible()
  await expect(ana.page.getByRole('toolbar')).toHaveCount(0)
  await ana.page.getByRole('link', { name: 'All shows', exact: true }).click()
  await expect(ana.page.getByRole('heading', { name: 'Shows' })).toBeVisible()
})

test('U4 a show that was never opened here says so offline, and appears when the server is back', async ({ enter, server }) => {
  const name = await makeShow(server, 'Never seen', plan('Doors'))
  const ana = await enter('Ana Lima', { keepsApp: true })
  await ana.opens(await makeShow(server, 'Seen', plan('Film')))
  await ana.isKept()
  ana.complaints.tolerateOutages()
  ana.line.cut()
  await ana.page.goto(`/${name}`)
  await expect(ana.page.getByRole('heading', { name: 'Not on this device yet' })).toBeVisible()
  await expect(ana.badge).toHaveAccessibleName('Offline. This show has not been opened on this device yet; it appears when the server is back.')
  await expect(ana.page.getByRole('button', { name: /Segment/ })).toHaveCount(0)
  await ana.comesBack()
  await ana.grid.expectNames('Doors')
})

/** Ana writes offline, and meanwhile the history of the show begins anew. */
const apart = async (ana: Person, server: Parameters<typeof makeShow>[0], title: string): Promise<string> => {
  const name = await makeShow(server, title, plan('Doors', 'Film'))
  await ana.opens(name)
  await ana.goesOffline()
  await ana.grid.write(ana.grid.cell('Film', 'name'), 'Silent film')
  await ana.grid.write(ana.grid.cell('Doors', 'duration'), '25')
  await expect(ana.badge).toHaveAccessibleName(/saved on this device/)
  await renewShow(server, name)
  ana.line.mend()
  await ana.page.evaluate(() => dispatchEvent(new Event('online')))
  return name
}

test('R10 a copy of another history is compared, and kept as a show of its own', async ({ ana, server }) => {
  const { page, grid } = ana
  const name = await apart(ana, server, 'Begun anew')
  const dialog = page.getByRole('alertdialog', { name: 'This copy is from another history of the show' })
  await expect(dialog).toBeVisible()
  expect(await namesOnServer(server, name)).toEqual(['Doors', 'Film'])
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(ana.badge).toHaveAccessibleName(/^Kept apart\. This copy belongs to another history/)
  await grid.expectNames('Doors', 'Silent film')
  await page.getByRole('button', { name: 'Keep, compare or discard' }).press('Enter')
  await dialog.getByRole('button', { name: 'Compare' }).press('Enter')
  const list = dialog.getByRole('list', { name: 'Differences' })
  await expect(dialog.getByRole('heading', { name: '2 differences' })).toBeVisible()
  await expect(list).toContainText('Segment “Silent film” differs')
  await expect(list).toContainText('25 min here, 5 min on the server')
  await dialog.getByRole('button', { name: 'Keep as a new show' }).press('Enter')
  await expect(page.getByLabel('Title of the show')).toHaveValue('Begun anew (from this device)')
  await ana.expectSaved()
  await grid.expectNames('Doors', 'Silent film')
  const kept = new URL(page.url()).pathname.slice(1)
  expect(kept).not.toBe(name)
  expect((await readShow(server, kept)).segments.map((segment) => segment.name)).toEqual(['Doors', 'Silent film'])
  // The old address opens what the server has.
  await page.goto(`/${name}`)
  await ana.expectSaved()
  await grid.expectNames('Doors', 'Film')
})

test('R10 a copy of another history is discarded, and the server’s show opens', async ({ ana, server }) => {
  const name = await apart(ana, server, 'Given up')
  await ana.page.getByRole('button', { name: 'Discard my copy' }).click()
  await ana.expectSaved()
  await ana.grid.expectNames('Doors', 'Film')
  expect(await namesOnServer(server, name)).toEqual(['Doors', 'Film'])
  await ana.page.goto('/')
  await expect(ana.page.getByText('not on the server yet')).toHaveCount(0)
})
