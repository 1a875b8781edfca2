import type { ReactNode } from 'react'
import { colourOf } from '../../../ui/colours'
import type { Peer } from '../peers'
import styles from './CaretLayer.module.css'

interface Props {
  text: string
  peers: readonly Peer[]
}

interface Mark {
  readonly at: number
  readonly peer: Peer
}

const marksIn = (peers: readonly Peer[], length: number): Mark[] =>
  peers
    .flatMap((peer) => (peer.head === null ? [] : [{ at: Math.min(peer.head, length), peer }]))
    .toSorted((a, b) => a.at - b.at)

const rangeOf = ({ anchor, head }: Peer): [number, number] => [
  Math.min(anchor ?? 0, head ?? 0),
  Math.max(anchor ?? 0, head ?? 0),
]

const selected = (at: number, peers: readonly Peer[]): Peer | undefined =>
  peers.find((peer) => peer.head !== null && rangeOf(peer)[0] <= at && at < rangeOf(peer)[1])

/** The text again, unseen, cut where somebody's caret or the end of a selection is. */
const pieces = (text: string, peers: readonly Peer[]): ReactNode[] => {
  const marks = marksIn(peers, text.length)
  const ends = peers.flatMap((peer) => (peer.head === null ? [] : rangeOf(peer)))
  const cuts = [...new Set([0, ...ends.map((end) => Math.min(end, text.length)), text.length])].toSorted(
    (a, b) => a - b,
  )
  return cuts.flatMap((at, index) => {
    const inside = selected(at, peers)
    return [
      ...marks.filter((mark) => mark.at === at).map(({ peer }) => <Caret key={`${peer.id}-${at}`} peer={peer} />),
      <span key={at} className={inside && styles.selected} style={inside && { '--person': colourOf(inside.colour) }}>
        {text.slice(at, cuts[index + 1] ?? at)}
      </span>,
    ]
  })
}

const Caret = ({ peer }: { peer: Peer }) => (
  <span className={styles.caret} style={{ '--person': colourOf(peer.colour) }}>
    <span className={styles.flag}>{peer.name}</span>
  </span>
)

/**
 * The text again, unseen, below the field in which one types: it gives the field its height, and shows the carets and
 * selections of the others where they are in the text.
 */
export const CaretLayer = ({ text, peers }: Props) => (
  <span className={styles.layer} aria-hidden>
    {pieces(text, peers)}
    {/* A last line that is still empty has a height too. */}
    {'\u200b'}
  </span>
)
