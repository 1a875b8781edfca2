import { useEffect, useState } from 'react'
import { listShares, makeShare, revokeShare } from '../../api/sharing'
import { ownWorkspaces } from '../../api/standing'
import { visit } from '../../api/visit'
import { useReadable } from '../../react/useDoc'
import { peoplePath } from '../../routes'
import { Button, LinkButton } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { ErrorNote } from '../../ui/ErrorNote'
import { Skeleton } from '../../ui/Skeleton'
import { LinkList } from './LinkList'
import { type Made, MadeLink } from './MadeLink'
import { NewLinkForm } from './NewLinkForm'
import { Shares } from './shares'

interface Props {
  documentName: string
  title: string
  /** What one may do oneself: nobody gives away more. */
  rights: readonly string[]
  onClose: () => void
}

const sharesOf = (name: string): Shares =>
  new Shares({
    list: () => listShares(name),
    make: (share) => makeShare(name, share),
    revoke: (id) => revokeShare(name, id),
  })

/** Links to a show: made, shown once, listed with who came, and taken back (A10, U12). */
const ShareDialog = ({ documentName, title, rights, onClose }: Props) => {
  const [shares] = useState(() => sharesOf(documentName))
  const { situation, shares: links, problem } = useReadable(shares)
  const [made, setMade] = useState<Made | null>(null)
  useEffect(() => void shares.refresh(), [shares])
  return (
    <Dialog
      title={made === null ? `Share ${title}` : 'The link is ready'}
      size="medium"
      isOpen
      onClose={onClose}
      footer={
        made === null ? (
          <PeopleLink />
        ) : (
          <Button tone="quiet" onPress={() => setMade(null)}>
            Back to all links
          </Button>
        )
      }
    >
      {made === null ? (
        <>
          <NewLinkForm rights={rights} make={(share) => shares.make(share)} onMade={setMade} />
          {situation === 'loading' ? <Skeleton label="Loading the links" rows={2} /> : null}
          {situation === 'failed' ? (
            <ErrorNote title="The links could not be loaded" onRetry={() => void shares.refresh()}>
              {problem}
            </ErrorNote>
          ) : null}
          {situation === 'loading' ? null : <LinkList links={links} onRevoke={(id) => shares.revoke(id)} />}
        </>
      ) : (
        <MadeLink made={made} title={title} />
      )}
    </Dialog>
  )
}

/** Whoever has a role in the workspace needs no link. */
const PeopleLink = () => {
  const { me } = useReadable(visit)
  return ownWorkspaces(me).length === 0 ? null : (
    <LinkButton tone="quiet" icon="people" href={peoplePath()}>
      People who come in without a link
    </LinkButton>
  )
}

export default ShareDialog
