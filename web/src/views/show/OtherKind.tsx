import { exportPath } from '../../api'
import { useSession } from '../../react/useSession'
import { libraryPath } from '../../routes'
import { LinkButton } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { Icon } from '../../ui/Icon'

/** A document of a kind that this version cannot show; it is left untouched. */
export const OtherKind = ({ kind }: { kind: string }) => {
  const { name } = useSession()
  return (
    <EmptyState
      title="This is no run of show"
      picture={<Icon name="sheet" size="large" />}
      actions={
        <>
          <LinkButton href={exportPath(name, 'json')}>Export as JSON</LinkButton>
          <LinkButton href={libraryPath()} tone="primary">
            All shows
          </LinkButton>
        </>
      }
    >
      It is a document of the kind “{kind}”, which this version of Callboard cannot show. Nothing in it was changed.
    </EmptyState>
  )
}
