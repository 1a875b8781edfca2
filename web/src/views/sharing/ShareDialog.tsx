import { useState } from 'react'
import * as server from '../../api/sharing'
import { ownWorkspaces } from '../../api/standing'
import { visit } from '../../api/visit'
import { useReadable } from '../../react/useDoc'
import { peoplePath } from '../../routes'
import { Button, LinkButton } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Skeleton } from '../../ui/Skeleton'
import { Tabs } from '../../ui/Tabs'
import { Unanswered } from '../shell/Unanswered'
import { useAskedAgain, useFirst } from '../shell/useAskedAgain'
import { DocumentPeople, type DocumentPeopleProps } from './DocumentPeople'
import { LinkList } from './LinkList'
import { type Made, MadeLink } from './MadeLink'
import { NewLinkForm } from './NewLinkForm'
import { isFor, type Place } from './places'
import { Shares } from './shares'

interface Props {
  title: string
  places: readonly Place[]
  /** Roles in this one show, for who gives them. */
  people?: DocumentPeopleProps | null
  onClose: () => void
}

/** Links to a show or to all of them: made, shown once, listed with who came, and taken back (A10, A20, U12). */
const ShareDialog = ({ title, places, people = null, onClose }: Props) => {
  const [made, setMade] = useState<Made | null>(null)
  const [shares] = useState(() => new Shares(server, places.filter(({ id }) => id !== 'several').map(({ opened }) => opened)))
  const links = <Links shares={shares} places={places} onMade={setMade} />
  return (
    <Dialog
      title={made === null ? `Share ${title}` : 'The link is ready'}
      size="medium"
      isOpen
      onClose={onClose}
      footer={
        made === null ? (
          people === null && places.some(({ id }) => id === 'show') ? <PeopleLink /> : undefined
        ) : (
          <Button tone="quiet" onPress={() => setMade(null)}>
            Back to all links
          </Button>
        )
      }
    >
      {made !== null ? (
        <MadeLink made={made} />
      ) : people === null ? (
        links
      ) : (
        <Tabs
          label="Ways to share"
          tabs={[
            { id: 'links', title: 'By link', children: links },
            { id: 'people', title: 'People in this show', children: <DocumentPeople {...people} /> },
          ]}
        />
      )}
    </Dialog>
  )
}

const Links = ({ shares, places, onMade }: { shares: Shares; places: readonly Place[]; onMade: (made: Made) => void }) => {
  const { situation, shares: links, problem } = useReadable(shares)
  const refresh = () => shares.refresh()
  useFirst(refresh)
  useAskedAgain(refresh, { isAway: situation === 'away' })
  return (
    <>
      <Unanswered situation={situation} title="The links could not be loaded" problem={problem} onAgain={() => void refresh()}>
        Links that people have go on counting; new ones can be made, and old ones revoked, when it is back.
      </Unanswered>
      <NewLinkForm places={places} make={(place, share) => shares.make(place.opened, share)} onMade={onMade} />
      {situation === 'loading' ? <Skeleton label="Loading the links" rows={2} /> : null}
      {situation === 'loading' ? null : <LinkList links={links.filter((link) => isFor(link, places))} onRevoke={(id) => shares.revoke(id)} />}
    </>
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
