/**
 * What every test here has:
 *
 *   server               one for all tests of a worker process
 *   startServer()        one for this test alone, to be killed, frozen or found empty
 *   enter(name, …)       a person at a browser of their own; at the end nobody may have complained
 *   ana                  the first person, where one is enough
 */
import { test as base, expect } from '@playwright/test'
import { Person, type PersonOptions } from './person'
import { Server } from './server'

type Enter = (name: string, options?: Omit<PersonOptions, 'name'> & { readonly server?: Server }) => Promise<Person>

interface Tools {
  readonly startServer: () => Promise<Server>
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
    await use(async () => {
      const server = await Server.start()
      servers.push(server)
      return server
    })
    for (const server of servers) await server.remove()
  },

  // It needs nothing of startServer but its end: people leave before their server does.
  enter: async ({ browser, server: shared, startServer: _ }, use) => {
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
