/**
 * Which ink a style sheet of ours puts on which ground, as far as its rules say it: for the test of contrast.
 *
 *   pairsIn(css)     [{ ink: 'go', ground: 'go-wash' }, { ink: 'text-soft', ground: null }, …]
 *
 * The ground of a rule is its own, or that of a rule around it; null when none of them has one: then it may be any
 * surface. A rule that draws with names of its own (`color: var(--ink)`) stands for every rule that sets those names.
 */
import { type Rule, rulesIn, tokenOf } from './cssRules'

export interface Pair {
  readonly ink: string
  readonly ground: string | null
}

/** A code for cameras, and a mark that only shows under the mouse (3 to 1). */
const NO_WORDS = new Set(['qr-ink', 'line-control'])

const groundOf = (rule: Rule | null): string | null =>
  rule === null ? null : (tokenOf(rule, 'background', 'background-color') ?? groundOf(rule.parent))

/** What a name stands for in a rule: what it, or a rule around it, sets it to; null for what is no token (`transparent`). */
const meaning = (rule: Rule | null, name: string | null): string | null => {
  if (rule === null || name === null) return name
  return rule.declarations.has(`--${name}`) ? tokenOf(rule, `--${name}`) : meaning(rule.parent, name)
}

const pairsOf = (rule: Rule, rules: readonly Rule[]): readonly Pair[] => {
  const [ink, ground] = [tokenOf(rule, 'color'), groundOf(rule)]
  if (ink === null || NO_WORDS.has(ink)) return []
  const setters = rules.filter(({ declarations }) => declarations.has(`--${ink}`) || declarations.has(`--${ground}`))
  if (setters.length === 0) return [{ ink, ground }]
  return setters.map((setter) => ({ ink: meaning(setter, ink) ?? ink, ground: meaning(setter, ground) }))
}

export const pairsIn = (css: string): readonly Pair[] => {
  const rules = rulesIn(css)
  return rules.flatMap((rule) => pairsOf(rule, rules))
}
