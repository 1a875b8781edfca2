/**
 * A part of the app that is loaded when it is needed: a screen, a dialog. Without the network it may not come; then
 * that is said where it would stand, and it is asked for again until it comes.
 *
 *   const ServerView = part(() => import('./views/server/index'), { waiting: Opening, missing: MissingScreen })
 *   await ServerView.fetch()      loads it before anybody asks for it
 */
import type { ComponentType } from 'react'
import { isUnreachable, readServer } from '../../api'
import { useReadable } from '../../react/useDoc'
import { inTurn } from '../../sync/inTurn'
import { Cell } from '../../sync/readable'
import { useAskedAgain, useFirst } from './useAskedAgain'

/** away: the server does not answer; updated: it does, and has no such part (any more). */
export type Absence = 'away' | 'updated'

export interface MissingProps {
  readonly absence: Absence
  readonly onAgain: () => void
  /** Where it is a dialog that can be left. */
  readonly onClose?: () => void
}

interface Options {
  readonly waiting?: ComponentType
  readonly missing: ComponentType<MissingProps>
}

interface PartState<P> {
  readonly Loaded: ComponentType<P> | null
  readonly absence: Absence | null
}

/** A style sheet that did not come is not asked for again by what loads the parts. */
const mendStyles = async (): Promise<void> => {
  const broken = [...document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')].filter(({ sheet }) => sheet === null)
  await Promise.all(
    broken.map(
      (link) =>
        new Promise((loaded, failed) => {
          const again = link.cloneNode() as HTMLLinkElement
          again.addEventListener('load', loaded)
          again.addEventListener('error', failed)
          link.replaceWith(again)
        }),
    ),
  )
}

const absenceNow = (): Promise<Absence> =>
  readServer().then(
    () => 'updated',
    (error: unknown) => (isUnreachable(error) ? 'away' : 'updated'),
  )

export const part = <P extends object>(load: () => Promise<{ default: ComponentType<P> }>, { waiting: Waiting, missing: Missing }: Options) => {
  const state = new Cell<PartState<P>>({ Loaded: null, absence: null })
  const fetch = inTurn(async () => {
    if (state.get().Loaded !== null) return
    try {
      if (state.get().absence !== null) await mendStyles()
      state.set({ Loaded: (await load()).default, absence: null })
    } catch {
      state.set({ Loaded: null, absence: await absenceNow() })
    }
  })
  const Part = (props: P & { readonly onClose?: () => void }) => {
    const { Loaded, absence } = useReadable(state)
    useFirst(fetch)
    useAskedAgain(fetch, { isAway: absence === 'away' })
    if (Loaded !== null) return <Loaded {...props} />
    if (absence === null) return Waiting === undefined ? null : <Waiting />
    return <Missing absence={absence} onAgain={() => void fetch()} {...(props.onClose === undefined ? {} : { onClose: props.onClose })} />
  }
  return Object.assign(Part, { fetch })
}
