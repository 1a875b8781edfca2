import { memo, type RefObject, useRef, useState } from 'react'
import { Menu } from 'react-aria-components'
import { liveSegments } from '../../../model/show'
import { sayDuration } from '../../../model/times'
import { useShow } from '../../../react/useSession'
import { useShallow } from '../../../react/useShallow'
import { Button } from '../../../ui/Button'
import { Icon } from '../../../ui/Icon'
import { Kbd } from '../../../ui/Kbd'
import { Popover } from '../../../ui/Popover'
import { useCall } from '../calling/CallContext'
import { callItems } from '../calling/CallItems'
import type { TimingNow } from '../calling/useTiming'
import { wallTime } from '../calling/words'
import { StatusMark } from '../cells/StatusMark'
import type { LiveStatus } from '../cells/StatusMark'
import { nameOf } from '../words'
import { type OrderRow, orderRows, plannedBeside } from './orderRows'
import styles from './Order.module.css'
import type { LiveRow } from './useLiveRow'

const STATUS: Readonly<Record<OrderRow['status'], LiveStatus>> = {
  active: 'in_progress',
  completed: 'completed',
  skipped: 'skipped',
  passed: 'skipped',
  pending: 'pending',
}

interface RowProps {
  readonly id: string
  readonly name: string
  readonly status: OrderRow['status']
  readonly starts: string
  /** What it was planned for, where that is something else. */
  readonly planned: string
  readonly lasts: string
  readonly isPaused: boolean
  readonly isFixed: boolean
  readonly overlap: string
  readonly mayAct: boolean
  readonly open: (id: string, element: HTMLElement) => void
}

const Row = memo(({ id, name, status, starts, planned, lasts, isPaused, isFixed, overlap, mayAct, open }: RowProps) => (
  <li className={styles.row} data-status={status} data-live={status === 'active'} aria-current={status === 'active' ? 'step' : undefined}>
    <span className={styles.time}>
      <span>{starts}</span>
      {planned === '' ? null : (
        <span className={styles.planned}>
          <span className={styles.unseen}>planned </span>
          {planned}
        </span>
      )}
    </span>
    <span className={styles.name}>
      <span className={styles.words}>{name}</span>
      {isFixed ? <Icon name="lock" size="small" label="Fixed start" /> : null}
      {overlap === '' ? null : (
        <span className={styles.overlap}>
          <Icon name="overlap" size="small" />
          {overlap}
        </span>
      )}
    </span>
    <span className={styles.lasts}>{status === 'pending' ? lasts : <StatusMark status={isPaused ? 'paused' : STATUS[status]} />}</span>
    {mayAct ? (
      <button type="button" className={styles.more} aria-label={`More for ${name}`} aria-haspopup="menu" onClick={(event) => open(id, event.currentTarget)}>
        <Icon name="more" />
      </button>
    ) : null}
  </li>
))

/** What can be done with one row: set it active, skip it, have it to come again. */
const RowActs = ({ id, trigger, onClose }: { id: string; trigger: RefObject<HTMLElement | null>; onClose: () => void }) => {
  const call = useCall()
  return (
    <Popover triggerRef={trigger} isOpen onOpenChange={(open) => open || onClose()} placement="bottom end" aria-label="This segment">
      <Menu aria-label="This segment" className={styles.menu ?? ''} autoFocus="first" onClose={onClose}>
        {callItems(id, call)}
      </Menu>
    </Popover>
  )
}

interface Props {
  readonly timing: TimingNow
  readonly live: LiveRow
  readonly mayAct: boolean
  /** What somebody else has just changed; a screen reader has been told. */
  readonly news: string
}

/** The running order, with the live row in the middle unless somebody looks elsewhere. */
export const Order = ({ timing, live, mayAct, news }: Props) => {
  const segments = useShow(useShallow(liveSegments))
  const zone = useShow(({ show }) => show.time_zone)
  const trigger = useRef<HTMLElement>(null)
  const [acting, act] = useState<string | null>(null)
  const [open] = useState(() => (id: string, element: HTMLElement) => {
    trigger.current = element
    act(id)
  })
  const at = timing.rows.findIndex(({ status }) => status === 'active')
  const time = (moment: number | null): string => (moment === null ? '' : wallTime(moment, zone))
  return (
    <section className={styles.order} aria-label="Running order">
      <h2 className={styles.title}>
        Running order
        {at < 0 ? null : <span className={styles.place}>{`${at + 1} of ${segments.length}`}</span>}
      </h2>
      {news === '' ? null : (
        <p className={styles.news} aria-hidden>
          <Icon name="pencil" size="small" />
          {news}
        </p>
      )}
      {/* It is scrolled with the arrow keys once one has gone there with Tab. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles.scroll} ref={live.scroller} onScroll={live.onScroll} tabIndex={0} role="region" aria-label="Rows">
        <ol className={styles.rows}>
          {orderRows(segments, timing).map((row) => (
            <Row
              key={row.id}
              id={row.id}
              name={nameOf(row.name)}
              status={row.status}
              starts={time(row.start ?? row.plannedStart)}
              planned={plannedBeside(row, time)}
              lasts={row.duration === 0 ? '' : sayDuration(row.duration)}
              isPaused={row.status === 'active' && timing.active?.paused === true}
              isFixed={row.isFixed}
              overlap={row.status === 'pending' && row.overlap >= 60_000 ? `${sayDuration(Math.ceil(row.overlap / 60_000) * 60_000)} late` : ''}
              mayAct={mayAct}
              open={open}
            />
          ))}
        </ol>
      </div>
      {live.isAway ? (
        <span className={styles.back}>
          <Button preventFocusOnPress tone="primary" icon="arrow-down" onPress={live.goBack}>
            Back to live <Kbd keys="Alt+L" />
          </Button>
        </span>
      ) : null}
      {acting === null ? null : <RowActs id={acting} trigger={trigger} onClose={() => act(null)} />}
    </section>
  )
}
