import { describe, expect, it } from 'vitest'
import { ApiError } from '../../api'
import type { ServerStatus } from '../../api/status'
import { StatusStore } from './serverStatus'

const status = (version: string) => ({ version }) as ServerStatus

const placeOf = (token = '') => {
  const place = { token, get: () => place.token, set: (said: string) => void (place.token = said) }
  return place
}

const not = (code: string) => () => Promise.reject(new ApiError(`It is ${code}.`, code, 404))

describe('what is known of the server (M5)', () => {
  it('is what it says, and stays with its age when it does not answer', async () => {
    let read: () => Promise<ServerStatus> = async () => status('1')
    const store = new StatusStore(() => read(), placeOf())
    expect(store.get().situation).toBe('loading')
    await store.refresh()
    expect(store.get()).toMatchObject({ situation: 'here', status: { version: '1' } })
    read = not('unreachable')
    await store.refresh()
    expect(store.get()).toMatchObject({ situation: 'offline', status: { version: '1' } })
    read = not('bug')
    await store.refresh()
    expect(store.get()).toMatchObject({ situation: 'failed', problem: 'It is bug.' })
    read = async () => status('2')
    await store.refresh()
    expect(store.get()).toMatchObject({ situation: 'here', status: { version: '2' }, problem: '' })
  })

  it('is not shown without the token, and nothing of it stays (M2)', async () => {
    let word = ''
    const place = placeOf()
    const store = new StatusStore((token) => (token === word ? Promise.resolve(status('1')) : not('not_shown')()), place)
    await store.refresh()
    word = 'right'
    await store.refresh()
    expect(store.get()).toEqual({ situation: 'locked', status: null, problem: '', isWrongToken: false })
    await store.unlock(' wrong ')
    expect(store.get()).toMatchObject({ situation: 'locked', isWrongToken: true })
    await store.unlock('right')
    expect(store.get()).toMatchObject({ situation: 'here', isWrongToken: false })
    expect(place.token).toBe('right')
  })

  it('does not listen to an answer that comes too late', async () => {
    const answers: ((value: ServerStatus) => void)[] = []
    const store = new StatusStore(() => new Promise((answer) => answers.push(answer)), placeOf())
    const [first, second] = [store.refresh(), store.refresh()]
    answers[1]?.(status('new'))
    await second
    answers[0]?.(status('old'))
    await first
    expect(store.get().status?.version).toBe('new')
  })
})
