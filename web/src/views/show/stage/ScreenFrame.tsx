import type { ReactNode } from 'react'
import { useSession } from '../../../react/useSession'
import { showPath } from '../../../routes'
import { Button, LinkButton } from '../../../ui/Button'
import { Icon } from '../../../ui/Icon'
import type { BackstageLook } from './screenAddress'
import styles from './ScreenFrame.module.css'
import { toggleFullScreen, useFresh, useFullScreenKey, useTouched } from './useManners'
import { useStale } from './useStale'
import { useAwake } from '../useAwake'

const FAULTS_FOR = 30_000

const MAY_SLEEP = 'Over plain http no browser keeps a screen awake: switch off the sleep of this computer.'

/** What is shown may be old: said large enough to be seen from the stage, with a sign, and gone as soon as it is not so. */
const Stale = () => {
  const stale = useStale()
  return (
    <p role="status" className={styles.stale}>
      {stale === null ? null : (
        <span className={styles.badge}>
          <Icon name="cloud-off" />
          {`Server not heard for ${stale} s: this may be old`}
        </span>
      )}
    </p>
  )
}

/** What in the address was not understood, and what this browser cannot do: read by whoever sets the screen up, and then out of the way. */
const Faults = ({ faults, isTouched }: { faults: readonly string[]; isTouched: boolean }) => {
  const isFresh = useFresh(faults.join(), FAULTS_FOR)
  if (faults.length === 0 || !(isFresh || isTouched)) return null
  return (
    <div role="note" className={styles.faults} aria-label="About this screen">
      {faults.map((fault) => (
        <p key={fault}>{fault}</p>
      ))}
    </div>
  )
}

interface Props {
  /** What it is, for those who hear the page. */
  title: string
  theme: BackstageLook['theme']
  faults: readonly string[]
  isBlack?: boolean
  children: ReactNode
}

/** A screen that stands by itself: no bars, no pointer when nobody touches it, and it does not go to sleep. */
export const ScreenFrame = ({ title, theme, faults, isBlack = false, children }: Props) => {
  const isTouched = useTouched()
  const { name } = useSession()
  useFullScreenKey()
  const awake = useAwake()
  return (
    <section className={styles.screen} data-look={theme} data-idle={!isTouched} data-black={isBlack} aria-label={title}>
      <div className={styles.content} hidden={isBlack}>
        {children}
      </div>
      {isBlack ? (
        <p role="status" className={styles.black} data-look="dark">
          The screens on stage are black. The caller shows them again.
        </p>
      ) : (
        <Stale />
      )}
      <Faults faults={awake === 'missing' ? [...faults, MAY_SLEEP] : faults} isTouched={isTouched} />
      <div className={styles.hints}>
        <LinkButton size="small" icon="arrow-left" href={showPath(name)}>
          The show
        </LinkButton>
        <Button size="small" onPress={() => void toggleFullScreen()}>
          Full screen (F)
        </Button>
      </div>
    </section>
  )
}
