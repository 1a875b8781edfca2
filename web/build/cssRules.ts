/**
 * The rules of a style sheet of ours, each with what it says itself and where it stands; for tests that look at all of
 * them. It understands nesting and at-rules, and nothing of what a value means.
 */
export interface Rule {
  /** From the outermost rule inwards: ['.strip', "&[data-phase='running']"]. */
  readonly selectors: readonly string[]
  readonly declarations: ReadonlyMap<string, string>
  readonly parent: Rule | null
}

interface Open extends Rule {
  readonly declarations: Map<string, string>
}

const declare = (rule: Open | null, text: string): void => {
  const colon = text.indexOf(':')
  if (rule !== null && colon > 0) rule.declarations.set(text.slice(0, colon).trim(), text.slice(colon + 1).trim())
}

export const rulesIn = (css: string): readonly Rule[] => {
  const rules: Rule[] = []
  let open: Open | null = null
  for (const [part = ''] of css.replaceAll(/\/\*[^]*?\*\//g, '').matchAll(/[^{};]*[{};]/g)) {
    const text = part.slice(0, -1).trim()
    if (part.endsWith('{')) {
      const rule: Open = { selectors: [...(open?.selectors ?? []), text], declarations: new Map(), parent: open }
      rules.push(rule)
      open = rule
    } else {
      declare(open, text)
      if (part.endsWith('}')) open = open?.parent as Open | null
    }
  }
  return rules
}

/** The token that a property of a rule is, where it is one token and nothing else. */
export const tokenOf = (rule: Rule, ...properties: readonly string[]): string | null => {
  const value = properties.map((property) => rule.declarations.get(property)).find((found) => found !== undefined)
  return /^var\(--([\w-]+)\)$/.exec(value ?? '')?.[1] ?? null
}
