import { useState } from 'react'
import { parseDuration, sayDuration } from '../../../../model/times'
import { Field } from '../../../../ui/Field'

const SECOND = 1000
const DAY = 86_400

interface Props {
  label: string
  seconds: number
  onChange: (seconds: number) => void
}

/** A length before the end: typed as anywhere else (5, 1:30, 90s), kept in seconds. */
export const SecondsField = ({ label, seconds, onChange }: Props) => {
  // What is being typed stays as it is; left, the field says what is meant, or what the other field has made of it.
  const [typed, setTyped] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const write = (text: string): void => {
    setTyped(text)
    const read = parseDuration(text)
    if (!read.ok) return setProblem(read.problem)
    const meant = Math.round(read.value / SECOND)
    if (meant < 0 || meant > DAY) return setProblem('A day at most.')
    setProblem(null)
    onChange(meant)
  }
  const leave = (): void => {
    setTyped(null)
    setProblem(null)
  }
  return <Field label={label} value={typed ?? sayDuration(seconds * SECOND)} onChange={write} onBlur={leave} error={problem} />
}
