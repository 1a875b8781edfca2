import { Link } from 'react-aria-components'
import type { OpenDocument } from '../../api/status'
import { routeOf, showPath } from '../../routes'
import { Badge } from '../../ui/Badge'
import { Row, Rows } from './Rows'
import styles from './Server.module.css'
import { bytesInWords, counted } from './words'

/** The documents that are in the server's memory: somebody has them open, or had a moment ago. */
export const Documents = ({ documents, amount }: { documents: readonly OpenDocument[]; amount: number }) => (
  <Rows title="Open documents" amount={amount} listed={documents.length} empty="Nobody has a document open.">
    {documents.map((document) => (
      <Row key={document.name} name={<Name document={document} />} mark={<Mark document={document} />}>
        {document.people === 0 ? 'Nobody is in it any more' : counted(document.people, 'connection')} · {counted(document.log_entries, 'edit')} since
        its last checkpoint ({bytesInWords(document.log_bytes)})
      </Row>
    ))}
  </Rows>
)

export const titleOf = ({ title, name }: Pick<OpenDocument, 'title' | 'name'>): string => title || name

const Name = ({ document }: { document: OpenDocument }) => {
  const title = titleOf(document)
  return routeOf(`/${document.name}`).view === 'show' ? (
    <Link href={showPath(document.name)} className={styles.link ?? ''}>
      {title}
    </Link>
  ) : (
    title
  )
}

const Mark = ({ document }: { document: OpenDocument }) => {
  if (document.rebuilding) return <Badge tone="standby">Being put right</Badge>
  return document.unsaved > 0 ? <Badge tone="standby">{counted(document.unsaved, 'edit')} not saved</Badge> : null
}
