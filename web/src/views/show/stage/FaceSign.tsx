import type { ReactElement } from 'react'
import type { FaceKind } from './timerFace'

const SIGNS: Partial<Record<FaceKind, ReactElement>> = {
  running: <path d="M5 3 17 10 5 17z" />,
  warning: <path d="M10 2.5 18.5 17h-17z" />,
  danger: <path d="M10 1.5 18.5 10 10 18.5 1.5 10z" />,
  over: <path d="M6.5 2h7L18 6.5v7L13.5 18h-7L2 13.5v-7z" />,
  late: <path d="M6.5 2h7L18 6.5v7L13.5 18h-7L2 13.5v-7z" />,
  paused: <path d="M4 2.5h4v15H4zm8 0h4v15h-4z" />,
}

/** The state of a timer as a shape, so that colour is never alone. */
export const FaceSign = ({ kind }: { kind: FaceKind }) => (
  <svg viewBox="0 0 20 20" fill="currentColor" aria-hidden>
    {SIGNS[kind] ?? <circle cx="10" cy="10" r="6.5" fill="none" stroke="currentColor" strokeWidth="2.5" />}
  </svg>
)
