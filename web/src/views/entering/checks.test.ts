import { describe, expect, it } from 'vitest'
import { changeFaults, invitedFaults, passwordFault, placed, SETUP_FIELDS, setupFaults, SIGN_IN_FIELDS, signInFaults } from './checks'

const setup = { code: 'abcd', server: 'Harbour', name: 'Ana', email: 'ana@example.org', password: 'a long night out' }

describe('U11 a form says what is wrong before the server is asked', () => {
  it('nothing, when everything is there', () => {
    expect(setupFaults(setup)).toEqual({})
    expect(signInFaults({ email: 'ana@example.org', password: 'x' })).toEqual({})
    expect(invitedFaults({ name: 'Bela', password: 'a long night out' })).toEqual({})
    expect(changeFaults({ old: 'x', password: 'a long night out' })).toEqual({})
  })

  it('one sentence for each field that is empty or no address', () => {
    expect(Object.keys(setupFaults({ code: ' ', server: '', name: '', email: 'ana', password: '' }))).toEqual([...SETUP_FIELDS])
    expect(Object.keys(signInFaults({ email: '', password: '' }))).toEqual([...SIGN_IN_FIELDS])
  })

  it.each([
    ['short', false],
    ['123456789', false],
    ['aaaaaaaaaaaa', false],
    ['ten letter', true],
  ])('the password %s: %s', (password, isFine) => {
    expect(passwordFault(password) === null).toBe(isFine)
  })
})

describe('U11 the server’s sentence stands beside the field it is about', () => {
  const fields = ['code', 'server', 'name', 'email', 'old', 'password', 'passphrase'] as const
  it.each([
    ['This is not the code. The server printed it when it started.', 'code'],
    ['Give an e-mail address, such as ana@example.org.', 'email'],
    ['This password is among the first that anybody would try.', 'password'],
    ['The old password is not right.', 'old'],
    ['The e-mail address or the password is not right.', 'password'],
    ['The passphrase is not right.', 'passphrase'],
    ['A name has at most 80 characters.', 'name'],
    ['There is an account for ana@example.org already. Sign in with it first.', 'email'],
    ['This was tried wrongly too often. Try again in 2 minutes.', null],
    ['The server cannot be reached at the moment.', null],
  ])('%s', (sentence, field) => {
    expect(placed(sentence, fields)).toBe(field)
  })

  it('a field that this form does not have is none', () => {
    expect(placed('The old password is not right.', ['password'] as const)).toBe('password')
    expect(placed('This is not the code.', SIGN_IN_FIELDS)).toBeNull()
  })
})
