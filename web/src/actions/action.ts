/**
 * A command is a record: menus, key bindings, buttons and the sheet of shortcuts are all made from it.
 *
 *   actionFor(actions, press, ctx, { typing, mac }) → the action that this key means here, or null
 *   grouped(actions) → [group, actions][] in the order of GROUPS, for the sheet of shortcuts
 */
import { type KeyPress, matches, plainCharacter } from './keys'

export const GROUPS = ['Rows', 'Cues', 'Editing', 'Moving around', 'View'] as const
export type Group = (typeof GROUPS)[number]

export interface Action<C> {
  readonly name: string
  /** What a menu says. */
  readonly label: string
  readonly group: Group
  /** E.g. "Mod+D", "Alt+ArrowUp", "?"; Mod is ⌘ on a Mac and Ctrl elsewhere. The first one is the one shown. */
  readonly keys: readonly string[]
  /** Also while a text is being typed; the default is: only when nobody is typing. */
  readonly whileTyping?: boolean
  readonly when: (ctx: C) => boolean
  readonly perform: (ctx: C) => void
}

export interface Situation {
  /** Is a text field open? Then only actions that say so apply. */
  readonly typing: boolean
  /** Would a letter open the cell of the caret? Then single characters are not commands. */
  readonly letters?: 'type' | 'command'
  readonly mac: boolean
}

const applies = <C>(action: Action<C>, press: KeyPress, { typing, letters = 'command', mac }: Situation): boolean =>
  (!typing || action.whileTyping === true) &&
  action.keys.some((keys) => matches(keys, press, mac) && !(plainCharacter(keys) && (typing || letters === 'type')))

export const actionFor = <C>(actions: readonly Action<C>[], press: KeyPress, ctx: C, situation: Situation): Action<C> | null =>
  actions.find((action) => applies(action, press, situation) && action.when(ctx)) ?? null

export const grouped = <C>(actions: readonly Action<C>[]): readonly (readonly [Group, readonly Action<C>[]])[] =>
  GROUPS.map((group) => [group, actions.filter((action) => action.group === group)] as const).filter(([, list]) => list.length > 0)
