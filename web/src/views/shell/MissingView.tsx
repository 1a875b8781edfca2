import { libraryPath } from '../../routes'
import { LinkButton } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { Icon } from '../../ui/Icon'
import { useTitle } from './useTitle'

/** An address that leads nowhere. */
export const MissingView = ({ path }: { path: string }) => {
  useTitle('Nothing here')
  return (
    <EmptyState
      isPage
      title="Nothing is at this address"
      picture={<Icon name="search" size="large" />}
      actions={
        <LinkButton href={libraryPath()} tone="primary">
          All shows
        </LinkButton>
      }
    >
      <code>{path}</code> may have been copied only in part. Every show that there is can be found in the list.
    </EmptyState>
  )
}
