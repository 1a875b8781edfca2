import { useState } from 'react'
import { Form } from 'react-aria-components'
import { type Login, makeToken } from '../../../api/people'
import { announce } from '../../../ui/Announcer'
import { Button } from '../../../ui/Button'
import { Checkbox } from '../../../ui/Checkbox'
import { Dialog } from '../../../ui/Dialog'
import { ErrorNote } from '../../../ui/ErrorNote'
import { Field } from '../../../ui/Field'
import { Select } from '../../../ui/Select'
import { Skeleton } from '../../../ui/Skeleton'
import { tryTo } from '../../library/attempts'
import { ago } from '../../library/when'
import { useRoles } from '../../people/useRoles'
import { Unanswered } from '../../shell/Unanswered'
import { ToldOnce } from '../../shell/ToldOnce'
import { useForm } from '../useForm'
import styles from './Oneself.module.css'
import { useLogins } from './useLogins'

type Rights = Readonly<Record<string, string>>

const DAYS = [
  { id: '30', label: '30 days' },
  { id: '90', label: '90 days' },
  { id: '365', label: 'a year' },
] as const
type Days = (typeof DAYS)[number]['id']

/** What a program needs to follow a show. */
const USUAL: ReadonlySet<string> = new Set(['read', 'view_show_call'])

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

const NewToken = ({ rights, onMade }: { rights: Rights; onMade: (token: string) => void }) => {
  const [scopes, setScopes] = useState<ReadonlySet<string>>(USUAL)
  const [days, setDays] = useState<Days>('365')
  const form = useForm({
    empty: { name: '' },
    faultsOf: ({ name }) => (name.trim() === '' ? { name: 'Say what the token is for.' } : {}),
    attempt: async ({ name }) => {
      const token = await makeToken({ label: name.trim(), scopes: [...scopes], days: Number(days) })
      form.clear()
      onMade(token)
    },
  })
  const choose = (scope: string, on: boolean): void => {
    const next = new Set(scopes)
    if (on) next.add(scope)
    else next.delete(scope)
    setScopes(next)
  }
  return (
    <Form ref={form.ref} validationBehavior="aria" className={styles.form ?? ''} onSubmit={form.onSubmit}>
      <Field {...form.field('name')} label="What it is for" placeholder="e.g. the surtitles" autoComplete="off" maxLength={80} />
      <div className={styles.scopes} role="group" aria-label="What the program may do">
        <span className={styles.label}>What the program may do</span>
        {Object.entries(rights).map(([scope, words]) => (
          <Checkbox key={scope} isSelected={scopes.has(scope)} onChange={(on) => choose(scope, on)}>
            {capital(words)}
          </Checkbox>
        ))}
      </div>
      <Select label="It lasts" options={DAYS} value={days} onChange={setDays} />
      {form.problem === null ? null : <ErrorNote title="No token was made">{form.problem}</ErrorNote>}
      <div className={styles.end}>
        <Button type="submit" tone="primary" icon="key" isDisabled={scopes.size === 0} isPending={form.isWorking}>
          Make a token
        </Button>
      </div>
    </Form>
  )
}

const Token = ({ login, rights, onEnd }: { login: Login; rights: Rights; onEnd: () => void }) => (
  <li className={styles.line}>
    <div className={styles.words}>
      <strong>{login.label}</strong>
      <span className={styles.soft}>{login.scopes.map((scope) => rights[scope] ?? scope).join('; ')}</span>
      <span className={styles.soft}>
        used {ago(login.used_at, Date.now())}
        {login.expires_at === null ? '' : `, ends on ${new Date(login.expires_at).toLocaleDateString('en-GB', { dateStyle: 'long' })}`}
      </span>
    </div>
    <Button size="small" tone="danger" aria-label={`Revoke ${login.label}`} onPress={onEnd}>
      Revoke
    </Button>
  </li>
)

/** Tokens let programs in with some of one's own rights; each is shown once, and can be revoked. */
export const TokensDialog = ({ onClose }: { onClose: () => void }) => {
  const { state, refresh, end } = useLogins()
  const rights = useRoles()?.rights ?? null
  const [token, setToken] = useState<string | null>(null)
  const tokens = state.logins.filter(({ is_token }) => is_token)
  const made = (told: string): void => {
    setToken(told)
    void refresh()
  }
  const revoke = async (login: Login): Promise<void> => {
    const done = await tryTo('The token was not revoked', async () => (await end([login]), true))
    if (done !== null) announce(`${login.label} is revoked.`)
  }
  return (
    <Dialog title="Tokens for programs" size="medium" isOpen onClose={onClose}>
      <div className={styles.parts}>
        <p className={styles.soft}>
          A program that shows a token may do what you choose here, and never more than you may yourself.
        </p>
        {state.situation === 'loading' ? <Skeleton label="Asking for your tokens" rows={3} /> : null}
        <Unanswered
          situation={state.situation}
          title="Your tokens could not be listed"
          problem={state.problem}
          onAgain={() => void refresh()}
        >
          Tokens that programs have go on counting. New ones can be made when the server is back.
        </Unanswered>
        {tokens.length === 0 ? null : (
          <ul className={styles.list}>
            {tokens.map((login) => (
              <Token key={login.id} login={login} rights={rights ?? {}} onEnd={() => void revoke(login)} />
            ))}
          </ul>
        )}
        {token === null ? null : <ToldOnce name="Token" secret={token} onDone={() => setToken(null)} />}
        {rights === null || token !== null ? null : <NewToken rights={rights} onMade={made} />}
      </div>
    </Dialog>
  )
}
