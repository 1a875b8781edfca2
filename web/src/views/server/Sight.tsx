import type { ReactNode } from 'react'
import type { ServerStatus } from '../../api/status'
import { ago } from '../library/when'
import { Documents } from './Documents'
import { Quarantine } from './Quarantine'
import styles from './Server.module.css'
import { Sockets } from './Sockets'
import { bytesInWords, counted, lastedInWords, tookInWords } from './words'

/** Everything that the server said, the state of saving first. */
export const Sight = ({ status }: { status: ServerStatus }) => (
  <>
    <SavingFacts status={status} />
    <Documents documents={status.documents} amount={status.documents_open} />
    <Sockets sockets={status.sockets} amount={status.sockets_open} documents={status.documents} now={status.now} />
    <Quarantine asides={status.quarantine} amount={status.quarantined} now={status.now} />
    <ServerFacts status={status} />
  </>
)

const SavingFacts = ({ status: { saving, slow_readers: slow, now } }: { status: ServerStatus }) => (
  <section aria-label="Saving">
    <dl className={styles.facts}>
      <Fact name="Not saved yet" value={saving.unsaved_entries === 0 ? 'Nothing' : counted(saving.unsaved_entries, 'edit')}>
        {saving.unsaved_since === null ? 'Everything is on the disk.' : `${bytesInWords(saving.unsaved_bytes)}, since ${lastedInWords(now - saving.unsaved_since)}.`}
      </Fact>
      <Fact name="The disk takes" value={tookInWords(saving.commit_median)}>
        {saving.commits === 0 ? 'Nothing was saved since the start.' : `At worst ${tookInWords(saving.commit_worst)} lately.`}
      </Fact>
      <Fact name="Slow readers" value={slow === 0 ? 'None' : String(slow)}>
        {slow === 0 ? 'Everybody keeps up.' : 'They are told later, in one piece.'}
      </Fact>
      <Fact name="Checkpoints" value={String(saving.checkpoints)}>
        {saving.checkpoint_last_at === null ? 'None was due since the start.' : `The last ${ago(saving.checkpoint_last_at, now)}.`}
        {saving.checkpoint_failures === 0 ? '' : ` ${counted(saving.checkpoint_failures, 'attempt')} failed.`}
      </Fact>
    </dl>
  </section>
)

const ServerFacts = ({ status }: { status: ServerStatus }) => {
  const { process, totals } = status
  const refused = Object.values(totals.refused).reduce((sum, amount) => sum + amount, 0)
  return (
    <section aria-labelledby="server-facts">
      <h2 id="server-facts" className={styles.heading}>
        This server
      </h2>
      <dl className={styles.table}>
        <Line name="Running for">{lastedInWords(status.now - status.started_at)}</Line>
        <Line name="Version">{status.version}</Line>
        <Line name="Addresses">{status.addresses.join(' · ') || 'Not known'}</Line>
        <Line name="Database">{status.database}</Line>
        <Line name="Memory">{process.memory_bytes === null ? 'Not known on this machine' : bytesInWords(process.memory_bytes)}</Line>
        <Line name="Answers after">
          {tookInWords(process.loop_lag_median)}, at worst {tookInWords(process.loop_lag_worst)} in the last minute
        </Line>
        <Line name="Since the start">
          {counted(totals.updates, 'edit')}, passed on {totals.deliveries.toLocaleString('en-GB')} times; {refused === 0 ? 'nothing' : counted(refused, 'attempt')} refused
        </Line>
      </dl>
    </section>
  )
}

const Fact = ({ name, value, children }: { name: string; value: string; children: ReactNode }) => (
  <div className={styles.fact}>
    <dt>{name}</dt>
    <dd>
      <strong>{value}</strong>
      <span>{children}</span>
    </dd>
  </div>
)

const Line = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)
