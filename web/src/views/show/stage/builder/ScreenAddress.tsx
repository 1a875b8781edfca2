import { useState } from 'react'
import { sentenceOf } from '../../../../api'
import { makeShare, type MadeShare } from '../../../../api/sharing'
import { Button, LinkButton } from '../../../../ui/Button'
import { ErrorNote } from '../../../../ui/ErrorNote'
import { Note } from '../../../../ui/Note'
import { Select } from '../../../../ui/Select'
import { CopyField } from '../../../sharing/CopyField'
import { LinkAddress, useOrigin } from '../../../sharing/LinkAddress'
import { Qr } from '../../../sharing/Qr'
import { useStanding } from '../../../sharing/useStanding'
import { addressOf, daysOf, type End, ENDS, isThisMachine, shareOf } from '../../../sharing/words'
import styles from './ScreensDialog.module.css'

interface Props {
  /** Of the screen, with what it shows. */
  path: string
  documentName: string
  title: string
  /** What kind of a screen it is. */
  label: string
}

/** An address for whoever may see the show anyway: to copy, to scan, and to open here. */
const Plain = ({ path, label, title }: Props) => {
  const address = location.origin + path
  return (
    <div className={styles.coded}>
      <Qr text={address} label={`Code for the ${label.toLowerCase()} of ${title}`} />
      <div className={styles.address}>
        <CopyField label="Address" text={address} isLasting />
        <div>
          <LinkButton icon="arrow-right" href={path}>
            Open it here
          </LinkButton>
        </div>
        {isThisMachine(location.hostname) ? (
          <Note tone="standby" title="This address leads to this computer only">
            For another one, open Callboard by the address of this computer on the network, and set the screen up there.
          </Note>
        ) : null}
      </div>
    </div>
  )
}

const END_OPTIONS = ENDS.filter(({ id }) => id !== 'days')

const Made = ({ made, path, label, title }: Props & { made: MadeShare }) => {
  const reach = useOrigin(made.addresses)
  const address = addressOf(reach.origin, made.link, path)
  return (
    <div className={styles.coded}>
      <Qr text={address} label={`Code for the link to the ${label.toLowerCase()} of ${title}`} />
      <div className={styles.address}>
        <LinkAddress label="Link" address={address} reach={reach} />
      </div>
    </div>
  )
}

/** A projector has no account: whoever may share the show makes a link that only looks on and leads to this screen. */
const ForProjectors = (props: Props) => {
  const { documentName, label } = props
  const [end, setEnd] = useState<End>('week')
  const [made, setMade] = useState<MadeShare | null>(null)
  const [isMaking, setMaking] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const make = async (): Promise<void> => {
    setMaking(true)
    setProblem(null)
    const share = shareOf({ role: 'viewer', label, days: daysOf(end, '') ?? null, passphrase: '', documents: [] })
    await makeShare({ document: documentName }, share).then(setMade, (error: unknown) => setProblem(sentenceOf(error)))
    setMaking(false)
  }
  return (
    <section className={styles.link} aria-label="A link for a screen without an account">
      <p className={styles.soft}>
        {made === null
          ? 'A projector has no account. A link of its own opens this screen, may look on and nothing else, and is listed and revoked under Share.'
          : 'Open it on the projector’s computer, or scan it with the tablet. It may look on and nothing else; it is listed and revoked under Share.'}
      </p>
      {problem === null ? null : <ErrorNote title="The link was not made">{problem}</ErrorNote>}
      {made === null ? (
        <div className={styles.under}>
          <Select label="The link ends after" options={END_OPTIONS} value={end} onChange={setEnd} />
          <Button icon="link" isPending={isMaking} onPress={() => void make()}>
            Make a link for this screen
          </Button>
        </div>
      ) : (
        <Made {...props} made={made} />
      )}
    </section>
  )
}

/** How a screen gets what was set up here. */
export const ScreenAddress = (props: Props) => {
  const { rights } = useStanding(props.documentName)
  return (
    <>
      <Plain {...props} />
      {rights.includes('share') ? <ForProjectors {...props} /> : null}
    </>
  )
}
