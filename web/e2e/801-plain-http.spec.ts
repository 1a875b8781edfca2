/** Plain http on a LAN address, as in a venue: no secure context, and the app runs all the same (U5). */
import { makeShow, namesOnServer, plan } from './support/shows'
import { expect, test } from './support/test'

test('U5 U18 without a secure context shows are created and edited by two people, as anywhere', async ({ enter, server }) => {
  const [ana, bela] = [await enter('Ana Lima'), await enter('Bela Okafor')]
  // The name stands for a machine in the venue; playwright.config.ts leads it to this one.
  const venue = ({ line }: typeof ana): string => `http://callboard.test:${line.port}`
  await ana.page.goto(venue(ana))
  expect(await ana.page.evaluate(() => ({ secure: isSecureContext, uuid: 'randomUUID' in crypto, worker: 'serviceWorker' in navigator }))).toEqual({
    secure: false,
    uuid: false,
    worker: false,
  })
  await ana.page.getByRole('button', { name: 'New show' }).first().click()
  await ana.page.getByLabel('Title').fill('On the LAN')
  await ana.page.keyboard.press('Enter')
  await ana.page.getByRole('button', { name: 'Add the first segment' }).click()
  await expect(ana.grid.field).toBeFocused()
  await ana.page.keyboard.type('Doors')
  await ana.page.keyboard.press('Tab')
  await ana.page.keyboard.type('1930')
  await ana.page.keyboard.press('Enter')
  await ana.expectSaved()
  const path = new URL(ana.page.url()).pathname
  await bela.page.goto(`${venue(bela)}${path}`)
  await bela.grid.expectNames('Doors')
  await bela.grid.write(bela.grid.cell('Doors', 'name'), 'House open')
  await ana.grid.expectNames('House open')
  await ana.grid.goTo(ana.grid.cell('House open', 'name'))
  await ana.page.keyboard.press('Alt+Enter')
  await ana.page.keyboard.type('House to half')
  await ana.page.keyboard.press('Enter')
  await ana.expectSaved()
  expect(await namesOnServer(server, path.slice(1))).toEqual(['House open'])
  await bela.page.goto(`${venue(bela)}${path}/timer`)
  await expect(bela.page.getByRole('region', { name: 'Stage timer of On the LAN' })).toContainText('House open')
  await expect(bela.page.getByRole('note')).toHaveText('Over plain http no browser keeps a screen awake: switch off the sleep of this computer.')
})

test('U5 offline on plain http an open page goes on, and brings its changes', async ({ ana, server }) => {
  const name = await makeShow(server, 'Cable out', plan('Doors'))
  await ana.page.goto(`http://callboard.test:${ana.line.port}/${name}`)
  await ana.grid.expectNames('Doors')
  await ana.expectSaved()
  await ana.goesOffline()
  await ana.grid.write(ana.grid.cell('Doors', 'name'), 'House open')
  await expect(ana.badge).toHaveAccessibleName(/saved on this device/)
  await ana.comesBack()
  expect(await namesOnServer(server, name)).toEqual(['House open'])
})
