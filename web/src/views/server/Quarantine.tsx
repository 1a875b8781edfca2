import type { SetAside } from '../../api/status'
import { ago, exactly } from '../library/when'
import { Row, Rows } from './Rows'
import { bytesInWords } from './words'

interface Props {
  asides: readonly SetAside[]
  amount: number | null
  now: number
}

/** Edits that could not be digested and were set aside: of which document, when, why and how large; never what is in them. */
export const Quarantine = ({ asides, amount, now }: Props) => (
  <Rows
    title="Set aside"
    amount={amount}
    listed={asides.length}
    empty={amount === null ? 'The store does not tell at the moment.' : 'Every edit could be read.'}
  >
    {asides.map((aside, index) => (
      <Row key={`${aside.document} ${aside.at} ${index}`} name={aside.document}>
        <time dateTime={new Date(aside.at).toISOString()} title={exactly(aside.at)}>
          {ago(aside.at, now)}
        </time>{' '}
        · {bytesInWords(aside.bytes)} · {aside.cause}
      </Row>
    ))}
  </Rows>
)
