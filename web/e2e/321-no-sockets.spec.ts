/** A network that breaks WebSockets: the page goes on over plain requests, and the badge stays honest (U9, W11). */
import type { Person } from './support/person'
import type { Proxy } from './support/proxy'
import { makeShow, namesOnServer, plan } from './support/shows'
import { expect, test } from './support/test'

const SENTENCE = 'rain in spain'

test.describe.configure({ timeout: 120_000 })

const slowWay = (person: Person) => person.page.locator('[data-way=requests]')

const expectSlowWay = async (person: Person): Promise<void> => {
  await person.badge.click()
  await expect(slowWay(person)).toBeVisible()
  await person.page.keyboard.press('Escape')
  await expect(slowWay(person)).toBeHidden()
}

/** Ana's network does things to her; Bela's does not. */
const together = async (ana: Person, bela: Person, name: string): Promise<void> => {
  ana.complaints.tolerateOutages()
  await ana.opens(name)
  await bela.opens(name)
  await ana.grid.open(ana.grid.cell('Doors', 'name'))
  await bela.grid.open(bela.grid.cell('Film', 'name'))
  await Promise.all([ana, bela].map((person) => person.page.keyboard.type(` ${SENTENCE}`, { delay: 12 })))
  for (const person of [ana, bela]) {
    await person.page.keyboard.press('Enter')
    await person.expectSaved()
    await person.grid.expectNames(`Doors ${SENTENCE}`, `Film ${SENTENCE}`)
  }
}

const ways: readonly (readonly [string, Partial<Proxy>])[] = [
  ['refuses upgrades', { sockets: 'refused' }],
  ['lets sockets open and swallows what is said', { sockets: 'swallowed' }],
  ['passes answers on only when they are whole', { sockets: 'refused', answers: 'whole' }],
  ['sends each post twice', { sockets: 'refused', posts: 'doubled' }],
  ['loses answers to posts', { sockets: 'refused', posts: 'unanswered' }],
]

for (const [does, rules] of ways) {
  test(`U9 behind a proxy that ${does} one edits together with somebody who has a socket${Object.keys(rules).length > 1 || rules.sockets === 'swallowed' ? ' @long' : ''}`, async ({ enter, server, startProxy }) => {
    const name = await makeShow(server, 'Through the proxy', plan('Doors', 'Film'))
    const proxy = await startProxy(rules)
    const [ana, bela] = [await enter('Ana Lima', { through: proxy }), await enter('Bela Okafor')]
    await together(ana, bela, name)
    expect(await namesOnServer(server, name)).toEqual([`Doors ${SENTENCE}`, `Film ${SENTENCE}`])
    await expectSlowWay(ana)
    await bela.badge.click()
    await expect(bela.page.getByRole('dialog')).toBeVisible()
    await expect(slowWay(bela)).toBeHidden()
  })
}

test('U9 R2 who comes and goes over plain requests is seen and gone at once', async ({ enter, server, startProxy }) => {
  const name = await makeShow(server, 'Here and gone', plan('Doors'))
  const proxy = await startProxy({ sockets: 'refused' })
  const [ana, bela] = [await enter('Ana Lima', { through: proxy }), await enter('Bela Okafor')]
  ana.complaints.tolerateOutages()
  await bela.opens(name)
  await ana.opens(name)
  const anaSeen = bela.page.getByRole('button', { name: 'other person here: Ana Lima' })
  await expect(anaSeen).toBeVisible()
  await ana.page.goto('about:blank')
  await expect(anaSeen).toBeHidden({ timeout: 3_000 })
})

test('U9 U4 offline and back over plain requests nothing is lost, and the badge says so', async ({ enter, server, startProxy }) => {
  const name = await makeShow(server, 'Cable out', plan('Doors', 'Film'))
  const proxy = await startProxy({ sockets: 'refused' })
  const [ana, bela] = [await enter('Ana Lima', { through: proxy }), await enter('Bela Okafor')]
  ana.complaints.tolerateOutages()
  await ana.opens(name)
  await bela.opens(name)
  const before = await ana.moment()
  await ana.goesOffline()
  await ana.grid.write(ana.grid.cell('Film', 'name'), 'Silent film')
  await bela.grid.write(bela.grid.cell('Doors', 'name'), 'House open')
  await expect(ana.badge).toHaveAccessibleName(/^Offline\. Working offline\. \d+ changes? saved on this device/)
  await ana.expectNeverSavedSince(before)
  await ana.comesBack()
  for (const person of [ana, bela]) await person.grid.expectNames('House open', 'Silent film')
  expect(await namesOnServer(server, name)).toEqual(['House open', 'Silent film'])
})

test('U9 P2 U3 kill -9 of the server: what was shown as saved is there, the rest comes from the browser @long', async ({ startServer, startProxy, enter }) => {
  const server = await startServer()
  const name = await makeShow(server, 'Power cut', plan('-'))
  const proxy = await startProxy({ sockets: 'refused' }, server)
  const ana = await enter('Ana Lima', { server, through: proxy })
  ana.complaints.tolerateOutages()
  ana.complaints.tolerateGone()
  await ana.opens(name)
  await ana.grid.open(ana.grid.cell('-', 'name'))
  const saved = (): string => ana.diary.findLast(({ said }) => said.startsWith('Saved'))?.field ?? ''
  const typing = ana.page.keyboard.type(SENTENCE.repeat(5), { delay: 12 })
  await expect.poll(() => saved().length, { intervals: [5] }).toBeGreaterThan(5)
  await server.kill()
  await typing
  await expect(ana.badge).toHaveAccessibleName(/^Offline\. Working offline\. \d+ changes/)
  await ana.moment()
  const shown = saved()
  ana.line.cut()
  await server.start()
  const [stored = ''] = await namesOnServer(server, name)
  expect(stored.length).toBeGreaterThanOrEqual(shown.length)
  await ana.comesBack()
  expect(await namesOnServer(server, name)).toEqual([`-${SENTENCE.repeat(5)}`])
  await expectSlowWay(ana)
})

test('U9 when sockets work again the page goes back to one by itself', async ({ enter, server, startProxy }) => {
  const name = await makeShow(server, 'Another network', plan('Doors'))
  const proxy = await startProxy({ sockets: 'refused' })
  const ana = await enter('Ana Lima', { through: proxy })
  ana.complaints.tolerateOutages()
  await ana.opens(name)
  await expectSlowWay(ana)
  proxy.sockets = 'passed'
  await ana.page.evaluate(() => dispatchEvent(new Event('online')))
  await ana.grid.write(ana.grid.cell('Doors', 'name'), 'House open')
  await ana.badge.click()
  await expect(ana.page.getByRole('dialog')).toBeVisible()
  await expect(slowWay(ana)).toBeHidden()
  await ana.page.keyboard.press('Escape')
  const back = proxy.log.lastIndexOf('GET /sync')
  await ana.grid.write(ana.grid.cell('House open', 'name'), 'Doors again')
  await ana.expectSaved()
  expect(proxy.log.slice(back)).not.toContain('POST /sync-events/*')
  expect(await namesOnServer(server, name)).toEqual(['Doors again'])
})
