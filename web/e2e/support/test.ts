/**
 * What every test here has:
 *
 *   server               one for all tests of a worker process
 *   startProxy(rules)    something between a person and the server that breaks things (proxy.ts)
 *   startServer()        one for this test alone, to be killed, frozen or found empty
 *   enter(name, …)       a person at a browser of their own; at the end nobody may have complained
 *   ana                  the first person, where one is enough
 */
import { test as base, expect } from '@playwright/test'
import { Person, type PersonOptions } from './person'
import { Proxy, type Rules } from './proxy'
import { Server, type ServerOptions } from './server'

type Enter = (name: string, options?: Omit<PersonOptions, 'name'> & { readonly server?: Server }) => Promise<Person>

interface Tools {
  readonly startServer: (options?: ServerOptions) => Promise<Server>
  readonly startProxy: (rules?: Partial<Rules>, before?: Server) => Promise<Proxy>
  readonly enter: Enter
  readonly ana: Person
}

export const test = base.extend<Tools, { readonly server: Server }>({
  server: [
    // Playwright reads from the first argument what a fixture needs, even when that is nothing.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const server = await Server.start()
      await use(server)
      await server.remove()
    },
    { scope: 'worker', timeout: 60_000 },
  ],

  // oxlint-disable-next-line no-empty-pattern
  startServer: async ({}, use) => {
    const servers: Server[] = []
    await use(async (options) => {
      const server = await Server.start(options)
      servers.push(server)
      return server
    })
    for (const server of servers) await server.remove()
  },

  startProxy: async ({ server }, use) => {
    const proxies: Proxy[] = []
    await use(async (rules, before = server) => {
      const proxy = await Proxy.before(before, rules)
      proxies.push(proxy)
      return proxy
    })
    for (const proxy of proxies) proxy.close()
  },

  // It needs nothing of the two but their end: people leave before their server does.
  enter: async ({ browser, server: shared, startServer: _, startProxy: __ }, use) => {
    const people: Person[] = []
    await use(async (name, { server = shared, ...options } = {}) => {
      const person = await Person.at(browser, server, { name, ...options })
      people.push(person)
      return person
    })
    const complaints = people.flatMap(({ name, complaints: { all } }) => all.map((words) => `${name}: ${words}`))
    for (const person of people) await person.leaves()
    expect(complaints, 'what the pages complained about').toEqual([])
  },

  ana: async ({ enter }, use) => use(await enter('Ana Lima')),
})

export { expect }
