/** The server's disk is full while two people edit: they go on, nobody is told that anything is saved, and later it is. */
import { makeShow, namesOnServer, plan } from './support/shows'
import { expect, test } from './support/test'

test('R16 R9 U3 on a full disk the badge never says saved, editing goes on, and everything is stored when there is room', async ({ startServer, enter }) => {
  test.setTimeout(120_000)
  const server = await startServer()
  const name = await makeShow(server, 'Full house', plan('Doors', 'Film'))
  const [ana, bela] = [await enter('Ana Lima', { server }), await enter('Bela Okafor', { server })]
  for (const person of [ana, bela]) await person.opens(name)
  server.fillDisk()
  const moments = [await ana.moment(), await bela.moment()]
  await ana.grid.write(ana.grid.cell('Doors', 'name'), 'Doors open')
  await expect(bela.grid.row('Doors open')).toBeVisible()
  await bela.grid.write(bela.grid.cell('Film', 'name'), 'Main film')
  await expect(ana.grid.row('Main film')).toBeVisible()
  // First they are told that it is being saved, and soon that the server does not take it.
  for (const person of [ana, bela]) await expect(person.badge).toHaveAccessibleName(/^Waiting\. The server has not confirmed .* safe on this device\.$/)
  await ana.expectNeverSavedSince(moments[0]!)
  await bela.expectNeverSavedSince(moments[1]!)
  const report = await fetch(`${server.address}/readyz`)
  expect(report.status).toBe(503)
  expect(await report.json()).toMatchObject({ status: 'not storing' })
  server.freeDisk()
  for (const person of [ana, bela]) await person.expectSaved()
  // The browsers cannot help: what is read now is what the disk had.
  await server.kill()
  for (const person of [ana, bela]) {
    person.complaints.tolerateOutages()
    person.line.cut()
  }
  await server.start()
  expect(await namesOnServer(server, name)).toEqual(['Doors open', 'Main film'])
})
