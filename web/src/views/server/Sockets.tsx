import type { OpenDocument, OpenSocket } from '../../api/status'
import { Badge } from '../../ui/Badge'
import { titleOf } from './Documents'
import { Row, Rows } from './Rows'
import { bytesInWords, counted, lastedInWords, protocolInWords } from './words'

interface Props {
  sockets: readonly OpenSocket[]
  amount: number
  documents: readonly OpenDocument[]
  now: number
}

/** Who is connected and from where. Names are what people call themselves. */
export const Sockets = ({ sockets, amount, documents, now }: Props) => {
  const titles = new Map(documents.map((document) => [document.name, titleOf(document)]))
  return (
    <Rows title="Connections" amount={amount} listed={sockets.length} empty="Nobody is connected.">
      {sockets.map((socket) => (
        <Row key={socket.number} name={socket.people.join(', ') || 'Somebody without a name'} mark={<Mark socket={socket} />}>
          {[
            socket.address || 'From an unknown place',
            `for ${lastedInWords(now - socket.since)}`,
            inWhich(socket, titles),
            protocolInWords(socket.dialect),
          ].join(' · ')}
        </Row>
      ))}
    </Rows>
  )
}

const inWhich = ({ documents, documents_open: amount }: OpenSocket, titles: ReadonlyMap<string, string>): string => {
  if (amount === 0) return 'in no document'
  const first = documents.slice(0, 3).map((name) => titles.get(name) ?? name)
  const others = amount - first.length
  return `in ${first.join(', ')}${others > 0 ? ` and ${counted(others, 'other')}` : ''}`
}

const Mark = ({ socket }: { socket: OpenSocket }) => {
  if (socket.is_slow) return <Badge tone="standby">Reads slowly, {bytesInWords(socket.waiting_bytes)} wait</Badge>
  return socket.fell_behind > 0 ? <Badge>Was slow {counted(socket.fell_behind, 'time')}</Badge> : null
}
