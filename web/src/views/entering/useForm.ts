import { type FormEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { isUnreachable, sentenceOf } from '../../api'
import { type Draft, type Faults, placed } from './checks'

interface Options<F extends string> {
  readonly empty: Draft<F>
  readonly faultsOf: (draft: Draft<F>) => Faults<F>
  /** What it is all for; an ApiError tells why it was not done. */
  readonly attempt: (draft: Draft<F>) => Promise<void>
}

const noFaults = <F extends string>(): Faults<F> => ({}) as Faults<F>

export interface FieldProps {
  readonly name: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly error: string | null
}

interface Form<F extends string> {
  readonly ref: RefObject<HTMLFormElement | null>
  readonly draft: Draft<F>
  readonly field: (name: F) => FieldProps
  /** What is wrong, and is about no field. */
  readonly problem: string | null
  readonly isWorking: boolean
  /** Empties it, after something was done in place. */
  readonly clear: () => void
  readonly onSubmit: (event: FormEvent) => void
}

/**
 * A form that says beside each field what is wrong with it, first by itself and then in the server's words, and takes
 * the caret there.
 */
export const useForm = <F extends string>({ empty, faultsOf, attempt }: Options<F>): Form<F> => {
  const ref = useRef<HTMLFormElement>(null)
  const [draft, setDraft] = useState(empty)
  const [faults, setFaults] = useState<Faults<F>>(noFaults)
  const [problem, setProblem] = useState<string | null>(null)
  const [isWorking, setWorking] = useState(false)

  useEffect(() => {
    if (Object.keys(faults).length === 0) return
    const wrong = ref.current?.querySelector<HTMLInputElement>('[aria-invalid=true]')
    wrong?.focus()
    // What is typed next stands in its place: nobody mends a password that they cannot see.
    wrong?.select()
  }, [faults])

  const fail = (error: unknown): void => {
    const sentence = sentenceOf(error)
    const field = placed(sentence, Object.keys(empty) as F[])
    setWorking(false)
    if (field === null) setProblem(isUnreachable(error) ? `${sentence} What you typed is still here: try again when it is back.` : sentence)
    else setFaults({ [field]: sentence } as Faults<F>)
  }

  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    if (isWorking) return
    const wrong = faultsOf(draft)
    setFaults(wrong)
    setProblem(null)
    if (Object.keys(wrong).length > 0) return
    setWorking(true)
    attempt(draft).then(() => setWorking(false), fail)
  }

  const field = (name: F): FieldProps => ({
    name,
    value: draft[name],
    onChange: (value) => {
      setDraft({ ...draft, [name]: value })
      if (faults[name] !== undefined) setFaults({ ...faults, [name]: undefined })
    },
    error: faults[name] ?? null,
  })

  const clear = (): void => {
    setDraft(empty)
    setFaults(noFaults())
  }

  return { ref, draft, field, problem, isWorking, clear, onSubmit }
}
