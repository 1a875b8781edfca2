/** Private columns of a show: for whom they are, and nothing of them for anybody else (A23, U3, U4). */
import { axeOn } from './support/axe'
import { asks, invited, opensLink, ownShow, setUp, shared } from './support/accounts'
import type { Locator } from '@playwright/test'
import type { Person } from './support/person'
import { plan } from './support/shows'
import { expect, test } from './support/test'

// Several people at browsers of their own, and passwords hashed slowly.
test.describe.configure({ timeout: 180_000 })

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
const SECRET = 'Cut the band if late'

const privateCell = ({ grid }: Person, row: string) => grid.row(row).locator('[data-private]')

/** Everything that came over this person's sockets, as text. */
const overheard = ({ page }: Person): string[] => {
  const heard: string[] = []
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => heard.push(typeof payload === 'string' ? payload : payload.toString('latin1'))),
  )
  return heard
}

/** In one piece, as from an input method: letters that come one by one are words nowhere on the wire. */
const puts = async ({ page, grid }: Person, cell: Locator, text: string): Promise<void> => {
  await grid.open(cell)
  await page.keyboard.insertText(text)
  await page.keyboard.press('Enter')
  await expect(cell).toContainText(text)
}

const addsColumn = async ({ page }: Person, title: string, readers: readonly string[] = []): Promise<void> => {
  await page.getByRole('button', { name: 'Columns', exact: true }).click()
  await page.getByRole('button', { name: 'Add a private column…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a private column' })
  await dialog.getByLabel('What it is called').fill(title)
  for (const role of readers) {
    await dialog.getByRole('button', { name: new RegExp(role) }).click()
    await page.getByRole('option', { name: 'Reads', exact: true }).click()
  }
  await dialog.getByRole('button', { name: 'Add the column' }).click()
  await expect(dialog).toHaveCount(0)
}

test('A23 U3 U4 the stage manager writes a private note, offline too; the crew on a phone receives nothing of it', async ({ startServer, enter }) => {
  const server = await startServer({ accounts: true })
  const ana = await enter('Ana Lima', { server })
  await setUp(server, ana)
  const sam = await enter('Sam Ode', { server })
  await invited(ana, sam, 'stage_manager')
  const name = await ownShow(sam, 'Gala', plan('Doors', 'Speech'))
  const cem = await enter('Cem', { server, context: PHONE })
  await opensLink(cem, await shared(ana, name, 'crew'))
  const heard = overheard(cem)
  await cem.opens(name)
  await sam.opens(name)
  await ana.opens(name)

  await addsColumn(sam, 'Stage management')
  await expect(sam.grid.headings.last()).toHaveAccessibleName('Private notes, Stage management')
  const cell = privateCell(sam, 'Doors')
  await puts(sam, cell, SECRET)
  await sam.expectSaved()
  const { companions } = await asks<{ companions: { name: string }[] }>(sam, 'GET', `/documents/${name}/companions`)
  const [companion] = companions.map((one) => one.name)
  expect(companion).toMatch(/^notes\//)

  // An owner sees it too as soon as it is there, and who writes in it.
  await expect(privateCell(ana, 'Doors')).toContainText(SECRET)
  await sam.grid.open(cell)
  await sam.page.keyboard.type(' again')
  await expect(privateCell(ana, 'Doors')).toContainText('Sam Ode')
  await expect(privateCell(ana, 'Doors')).toContainText(`${SECRET} again`)
  await sam.page.keyboard.press('Escape')
  await expect(cell).not.toContainText('again')
  await sam.expectSaved()

  await sam.goesOffline()
  await sam.grid.write(privateCell(sam, 'Speech'), 'No encore')
  await expect(sam.badge).toHaveAccessibleName(/^Offline\. .*9 changes saved on this device/)
  await sam.page.goto('about:blank')
  sam.line.mend()
  await sam.page.goto(`/${name}`)
  await expect(privateCell(sam, 'Speech')).toContainText('No encore')
  await sam.expectSaved()
  await expect(privateCell(ana, 'Speech')).toContainText('No encore')

  // An edit of the show reaches the phone: what was said before it has come by then.
  await puts(ana, ana.grid.cell('Doors', 'notes'), 'For everybody')
  await expect(cem.grid.cell('Doors', 'notes')).toContainText('For everybody')
  await expect(cem.grid.table.locator('[data-private]')).toHaveCount(0)
  await cem.grid.cell('Doors', 'name').click()
  await expect(cem.page.getByRole('dialog')).not.toContainText('Private')
  const all = heard.join('\n')
  expect(all).toContain('For everybody')
  for (const secret of [SECRET, companion ?? '', 'Stage management', 'notes/']) expect(all).not.toContain(secret)
  // Whatever came was about the show, a ping, or the time.
  const aside = /^\{"type":"(?:welcome|clock)"/
  expect(heard.filter((frame) => frame.length > 1 && !frame.includes(name) && !aside.test(frame))).toEqual([])
  const faults = await (await axeOn(ana.page)).include('main').analyze()
  expect(faults.violations.map(({ id }) => id)).toEqual([])
})

test('A23 whoever is taken out of the audience loses the column and the copy on the device', async ({ startServer, enter }) => {
  const server = await startServer({ accounts: true })
  const ana = await enter('Ana Lima', { server })
  await setUp(server, ana)
  const name = await ownShow(ana, 'Gala', plan('Doors'))
  await ana.opens(name)
  await addsColumn(ana, 'Budget', ['Crew'])
  await ana.grid.write(privateCell(ana, 'Doors'), 'Two thousand')
  await ana.expectSaved()
  const dora = await enter('Dora Weiss', { server, context: PHONE })
  await opensLink(dora, await shared(ana, name, 'crew'))
  await dora.opens(name)
  await expect(privateCell(dora, 'Doors')).toContainText('Two thousand')
  await dora.grid.cell('Doors', 'name').click()
  const sheet = dora.page.getByRole('dialog')
  await expect(sheet.getByRole('region', { name: 'Private notes, Budget' })).toContainText('Two thousand')
  await sheet.getByRole('button', { name: 'Done' }).click()
  const copies = () => dora.page.evaluate(async () => (await indexedDB.databases()).map((one) => one.name ?? '').filter((one) => one.includes('notes/')))
  expect(await copies()).toHaveLength(1)

  await ana.page.getByRole('button', { name: 'Columns', exact: true }).click()
  await ana.page.getByRole('button', { name: 'Change “Budget”' }).click()
  const dialog = ana.page.getByRole('dialog', { name: 'Private column' })
  await dialog.getByRole('button', { name: /Crew/ }).click()
  await ana.page.getByRole('option', { name: 'Does not see it' }).click()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dora.page.getByText('The private column “Budget” is not for you any more.').first()).toBeVisible({ timeout: 3_000 })
  await expect(dora.grid.table.locator('[data-private]')).toHaveCount(0)
  await expect.poll(copies).toEqual([])
  await dora.expectSaved()
  await dora.page.getByRole('button', { name: 'All right' }).click()
  await expect(dora.page.getByText('Two thousand')).toHaveCount(0)
})
