import { type ReactElement } from 'react'
import styles from './Icon.module.css'

/**
 * One hand's set of signs: a 20 × 20 field, lines of 1.6, round ends.
 *
 * A filled part says so itself (`fill="currentColor"`). An icon is silent beside its word; where it stands alone it
 * needs a `label`, or sits in an IconButton, which has one.
 */
const SIGNS = {
  'add': <path d="M10 4.5v11M4.5 10h11" />,
  'arrow-down': <path d="M10 4v12m-4.5-4.5L10 16l4.5-4.5" />,
  'arrow-left': <path d="M16 10H4m4.5-4.5L4 10l4.5 4.5" />,
  'arrow-right': <path d="M4 10h12m-4.5-4.5L16 10l-4.5 4.5" />,
  'arrow-up': <path d="M10 16V4M5.5 8.5 10 4l4.5 4.5" />,
  'bell': <path d="M10 3.5a4.4 4.4 0 0 0-4.4 4.4c0 3.9-1.5 5.3-1.5 5.3h11.8s-1.5-1.4-1.5-5.3A4.4 4.4 0 0 0 10 3.5zM8.4 15.6a1.7 1.7 0 0 0 3.2 0" />,
  'check': <path d="m4.5 10.5 3.7 3.7 7.3-8" />,
  'chevron-down': <path d="m5.5 8 4.5 4.5L14.5 8" />,
  'chevron-right': <path d="m8 5.5 4.5 4.5L8 14.5" />,
  'chevron-up': <path d="m5.5 12 4.5-4.5 4.5 4.5" />,
  'clock': (
    <>
      <circle cx="10" cy="10" r="6.5" />
      <path d="M10 6.3V10l2.6 1.7" />
    </>
  ),
  'close': <path d="m5.5 5.5 9 9m0-9-9 9" />,
  'cloud': <path d="M6.2 15.5a3.4 3.4 0 0 1-.4-6.8 4.4 4.4 0 0 1 8.5-.3 3.6 3.6 0 0 1-.3 7.1z" />,
  'cloud-check': (
    <>
      <path d="M6.2 15.5a3.4 3.4 0 0 1-.4-6.8 4.4 4.4 0 0 1 8.5-.3 3.6 3.6 0 0 1-.3 7.1z" />
      <path d="m7.8 11.3 1.7 1.7 3-3.4" />
    </>
  ),
  'cloud-off': <path d="M8.1 5.6a4.4 4.4 0 0 1 6.2 2.8 3.6 3.6 0 0 1 1.9 6.2M12.8 15.5H6.2a3.4 3.4 0 0 1-.4-6.8L6 8M3.5 3.5l13 13" />,
  'columns': (
    <>
      <rect x="3.5" y="4.5" width="13" height="11" rx="1.6" />
      <path d="M8 4.5v11M12.3 4.5v11" />
    </>
  ),
  'copy': (
    <>
      <rect x="7.5" y="7.5" width="8.5" height="8.5" rx="1.6" />
      <path d="M12.5 4.9A1.6 1.6 0 0 0 11 4H5.6A1.6 1.6 0 0 0 4 5.6V11a1.6 1.6 0 0 0 .9 1.5" />
    </>
  ),
  'cue': (
    <>
      <path d="M6 17V3.5" />
      <path d="M6 4.2h8.7l-2 3 2 3H6z" />
    </>
  ),
  'device': (
    <>
      <rect x="4" y="4.5" width="12" height="8" rx="1.4" />
      <path d="M2.8 15.7h14.4" />
    </>
  ),
  'device-check': (
    <>
      <rect x="4" y="3.8" width="12" height="9" rx="1.4" />
      <path d="m7.7 8.2 1.7 1.8 2.9-3.3M2.8 16h14.4" />
    </>
  ),
  'eye': (
    <>
      <path d="M2.8 10S5.4 5.2 10 5.2 17.2 10 17.2 10 14.6 14.8 10 14.8 2.8 10 2.8 10z" />
      <circle cx="10" cy="10" r="2.2" />
    </>
  ),
  'eye-off': <path d="M8 5.5a6 6 0 0 1 2-.3c4.6 0 7.2 4.8 7.2 4.8a13 13 0 0 1-2 2.6M12.4 14.3a6.6 6.6 0 0 1-2.4.5C5.4 14.8 2.8 10 2.8 10a12.6 12.6 0 0 1 2.9-3.3M3.5 3.5l13 13" />,
  'export': <path d="M10 12.5V3.8M6.6 7 10 3.6 13.4 7M4 12v2.6A1.9 1.9 0 0 0 5.9 16.5h8.2a1.9 1.9 0 0 0 1.9-1.9V12" />,
  'filter': <path d="M3.8 5.5h12.4M6.3 10h7.4M8.6 14.5h2.8" />,
  'grip': (
    <g fill="currentColor" stroke="none">
      <circle cx="7.5" cy="5.5" r="1.25" />
      <circle cx="12.5" cy="5.5" r="1.25" />
      <circle cx="7.5" cy="10" r="1.25" />
      <circle cx="12.5" cy="10" r="1.25" />
      <circle cx="7.5" cy="14.5" r="1.25" />
      <circle cx="12.5" cy="14.5" r="1.25" />
    </g>
  ),
  'history': <path d="M4.3 4.8v3.7H8M4.6 8.3a6 6 0 1 1-.5 3.1M10.2 7.2v3.2l2.3 1.5" />,
  'import': <path d="M10 3.8v8.7M6.6 9.3l3.4 3.4 3.4-3.4M4 12v2.6a1.9 1.9 0 0 0 1.9 1.9h8.2a1.9 1.9 0 0 0 1.9-1.9V12" />,
  'info': (
    <>
      <circle cx="10" cy="10" r="6.7" />
      <path d="M10 9.4v4M10 6.7v.1" />
    </>
  ),
  'key': (
    <>
      <circle cx="7" cy="13" r="3.2" />
      <path d="m9.3 10.7 6.5-6.5M13 7l2.4 2.4" />
    </>
  ),
  'keyboard': (
    <>
      <rect x="2.8" y="5" width="14.4" height="10" rx="1.8" />
      <path d="M5.8 8.2h.1M8.6 8.2h.1M11.4 8.2h.1M14.2 8.2h.1M7.3 11.9h5.4" />
    </>
  ),
  'link': <path d="M8.3 11.7a3 3 0 0 0 4.2 0l2.6-2.6a3 3 0 0 0-4.2-4.2l-1 1M11.7 8.3a3 3 0 0 0-4.2 0l-2.6 2.6a3 3 0 0 0 4.2 4.2l1-1" />,
  'lock': (
    <>
      <rect x="4.8" y="9" width="10.4" height="7" rx="1.6" />
      <path d="M7.2 9V6.7a2.8 2.8 0 0 1 5.6 0V9" />
    </>
  ),
  'lock-open': (
    <>
      <rect x="4.8" y="9" width="10.4" height="7" rx="1.6" />
      <path d="M7.2 9V6.2a2.8 2.8 0 0 1 5.3-1.3" />
    </>
  ),
  'moon': <path d="M16 11.6A6.5 6.5 0 0 1 8.4 4a6.5 6.5 0 1 0 7.6 7.6z" />,
  'more': (
    <g fill="currentColor" stroke="none">
      <circle cx="4.8" cy="10" r="1.4" />
      <circle cx="10" cy="10" r="1.4" />
      <circle cx="15.2" cy="10" r="1.4" />
    </g>
  ),
  'note': (
    <>
      <path d="M4.5 5.6A1.6 1.6 0 0 1 6.1 4h7.8a1.6 1.6 0 0 1 1.6 1.6v6l-3.9 3.9H6.1a1.6 1.6 0 0 1-1.6-1.6z" />
      <path d="M7.4 7.8h5.2M7.4 10.7h3" />
    </>
  ),
  'overlap': (
    <>
      <rect x="3.5" y="4.5" width="9" height="6" rx="1.2" />
      <rect x="7.5" y="9.5" width="9" height="6" rx="1.2" />
    </>
  ),
  'pencil': <path d="m4 16 .8-3.4 8.3-8.3a1.8 1.8 0 0 1 2.6 2.6l-8.3 8.3zM11.8 5.6l2.6 2.6" />,
  'people': (
    <>
      <circle cx="7.8" cy="7" r="2.7" />
      <path d="M2.8 15.8c.4-2.8 2.4-4.3 5-4.3s4.6 1.5 5 4.3M12.8 4.5a2.7 2.7 0 0 1 0 5M14.7 12c1.4.7 2.3 1.9 2.5 3.8" />
    </>
  ),
  'person': (
    <>
      <circle cx="10" cy="6.9" r="2.9" />
      <path d="M4.3 16.2c.5-3 2.7-4.7 5.7-4.7s5.2 1.7 5.7 4.7" />
    </>
  ),
  'print': (
    <>
      <path d="M6.3 7V3.8h7.4V7M6.3 13.5H5a1.6 1.6 0 0 1-1.6-1.6V8.6A1.6 1.6 0 0 1 5 7h10a1.6 1.6 0 0 1 1.6 1.6v3.3a1.6 1.6 0 0 1-1.6 1.6h-1.3" />
      <path d="M6.3 11.5h7.4v4.7H6.3z" />
    </>
  ),
  'redo': <path d="M12.6 4.3 16 7.7l-3.4 3.4M16 7.7H8.3a4.1 4.1 0 0 0 0 8.2h2.9" />,
  'restore': <path d="M4.3 4.8v3.7H8M4.6 8.3a6 6 0 1 1-.5 3.1" />,
  'search': (
    <>
      <circle cx="8.8" cy="8.8" r="4.8" />
      <path d="m12.4 12.4 3.8 3.8" />
    </>
  ),
  'sheet': (
    <>
      <rect x="4" y="3.5" width="12" height="13" rx="1.6" />
      <path d="M7 7.2h6M7 10h6M7 12.8h3.5" />
    </>
  ),
  'stop': <path d="M7.3 3.5h5.4l3.8 3.8v5.4l-3.8 3.8H7.3l-3.8-3.8V7.3zM10 6.7v4M10 13.3v.1" />,
  'sun': (
    <>
      <circle cx="10" cy="10" r="3.2" />
      <path d="M10 2.8v1.4M10 15.8v1.4M2.8 10h1.4M15.8 10h1.4M4.9 4.9l1 1M14.1 14.1l1 1M15.1 4.9l-1 1M5.9 14.1l-1 1" />
    </>
  ),
  'system': (
    <>
      <circle cx="10" cy="10" r="6.5" />
      <path d="M10 3.5a6.5 6.5 0 0 1 0 13z" fill="currentColor" />
    </>
  ),
  'trash': <path d="M4 5.8h12M8 5.5V4.3c0-.5.3-.8.8-.8h2.4c.5 0 .8.3.8.8v1.2M5.5 6l.7 9a1.5 1.5 0 0 0 1.5 1.4h4.6a1.5 1.5 0 0 0 1.5-1.4l.7-9M8.5 9v4.3M11.5 9v4.3" />,
  'undo': <path d="M7.4 4.3 4 7.7l3.4 3.4M4 7.7h7.7a4.1 4.1 0 0 1 0 8.2H8.8" />,
  'warning': <path d="M10 3.7 17 15.9H3zM10 8.3v3.5M10 13.8v.1" />,
  // Departments: a shape for each, so that colour is never alone.
  'lighting': (
    <>
      <path d="M6.5 4h7l2 6h-11z" />
      <path d="M7.5 13 6 16.5M10 13v3.5M12.5 13l1.5 3.5" />
    </>
  ),
  'sound': <path d="M3.8 10v.1M6.9 6.5v7M10 3.8v12.4M13.1 6.5v7M16.2 10v.1" />,
  'video': (
    <>
      <rect x="3" y="5" width="14" height="10" rx="1.6" />
      <path d="m8.5 7.8 3.7 2.2-3.7 2.2z" fill="currentColor" />
    </>
  ),
  'graphics': <path d="m10 3.5 6.5 3.5-6.5 3.5L3.5 7zM3.5 10.5 10 14l6.5-3.5M3.5 13.7 10 17.2l6.5-3.5" />,
  'stage': <path d="M3.5 16.5V4h13v12.5M3.5 4c.3 5.3 1.9 7.6 4.6 8.6M16.5 4c-.3 5.3-1.9 7.6-4.6 8.6M2.5 16.5h15" />,
  'talent': (
    <>
      <circle cx="10" cy="6.4" r="3" />
      <path d="M10 11.4v5.1M4.5 9.2c1.3 1.5 3.3 2.2 5.5 2.2s4.2-.7 5.5-2.2M7 17l3-3 3 3" />
    </>
  ),
  'effects': <path d="m10 3 1.9 4.9L17 10l-5.1 2.1L10 17l-1.9-4.9L3 10l5.1-2.1z" />,
  'other': <path d="m10 3.8 6.2 6.2-6.2 6.2L3.8 10z" />,
} satisfies Record<string, ReactElement>

export type IconName = keyof typeof SIGNS
export const ICON_NAMES = Object.keys(SIGNS) as IconName[]

interface IconProps {
  name: IconName
  /** Only where no word stands beside it. */
  label?: string | undefined
  size?: 'small' | 'medium' | 'large'
}

/** `<Icon name="add" />`: takes the colour of the text around it. */
export const Icon = ({ name, label, size = 'medium' }: IconProps) => (
  <svg
    className={styles.icon}
    data-size={size}
    viewBox="0 0 20 20"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.6"
    strokeLinecap="round"
    strokeLinejoin="round"
    {...(label === undefined ? { 'aria-hidden': true } : { 'role': 'img', 'aria-label': label })}
  >
    {SIGNS[name]}
  </svg>
)
