/**
 * What can be said of a form before the server is asked; and to which field the server's own sentence belongs.
 *
 *   setupFaults(draft) · signInFaults(draft) · invitedFaults(draft) → a sentence for each field that is wrong
 *   placed(sentence, fields) → the field that it is about, or null
 */
export type Faults<F extends string> = Readonly<Partial<Record<F, string>>>
export type Draft<F extends string> = Readonly<Record<F, string>>

export const SHORTEST_PASSWORD = 10
export const PASSWORD_RULE = `At least ${SHORTEST_PASSWORD} characters; a sentence is fine.`

export const SETUP_FIELDS = ['code', 'server', 'name', 'email', 'password'] as const
export const SIGN_IN_FIELDS = ['email', 'password'] as const
export const INVITED_FIELDS = ['name', 'password'] as const
export const CHANGE_FIELDS = ['old', 'password'] as const

const missing = (value: string, sentence: string): string | null => (value.trim() === '' ? sentence : null)

const emailFault = (email: string): string | null =>
  /^\S+@\S+$/.test(email.trim()) ? null : 'Give an e-mail address, such as ana@example.org.'

export const passwordFault = (password: string): string | null => {
  if (password.length < SHORTEST_PASSWORD) return `A password has at least ${SHORTEST_PASSWORD} characters.`
  return new Set(password).size < 5 ? 'This password is among the first that anybody would try.' : null
}

const found = <F extends string>(faults: Readonly<Record<F, string | null>>): Faults<F> =>
  Object.fromEntries(Object.entries(faults).filter(([, fault]) => fault !== null)) as Faults<F>

export const setupFaults = ({ code, server, name, email, password }: Draft<(typeof SETUP_FIELDS)[number]>) =>
  found({
    code: missing(code, 'Give the code that the server printed when it started.'),
    server: missing(server, 'Give the server a name, such as that of the house.'),
    name: missing(name, 'Give your name.'),
    email: emailFault(email),
    password: passwordFault(password),
  })

export const signInFaults = ({ email, password }: Draft<(typeof SIGN_IN_FIELDS)[number]>) =>
  found({ email: emailFault(email), password: password === '' ? 'Give your password.' : null })

export const invitedFaults = ({ name, password }: Draft<(typeof INVITED_FIELDS)[number]>) =>
  found({ name: missing(name, 'Give your name.'), password: passwordFault(password) })

export const changeFaults = ({ old, password }: Draft<(typeof CHANGE_FIELDS)[number]>) =>
  found({ old: old === '' ? 'Give the password that you have now.' : null, password: passwordFault(password) })

/** In this order: “The old password is not right” is about the old one. */
const ABOUT: readonly (readonly [field: string, words: RegExp])[] = [
  ['passphrase', /passphrase/i],
  ['code', /\bcode\b/i],
  ['old', /old password/i],
  ['password', /password/i],
  ['email', /e-mail|account for/i],
  ['name', /\bname\b/i],
  ['address', /\baddress\b/i],
]

export const placed = <F extends string>(sentence: string, fields: readonly F[]): F | null => {
  const field = ABOUT.find(([name, words]) => fields.some((one) => one === name) && words.test(sentence))?.[0]
  return fields.find((one) => one === field) ?? null
}
