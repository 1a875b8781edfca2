import { visit } from '../../api/visit'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { Icon } from '../../ui/Icon'

/** The server is there, but could not say who one is. */
export const NoAnswer = ({ problem }: { problem: string }) => (
  <EmptyState
    isPage
    title="The server could not say who you are"
    picture={<Icon name="warning" size="large" />}
    actions={
      <Button tone="primary" icon="restore" onPress={() => void visit.refresh()}>
        Try again
      </Button>
    }
  >
    {problem}
  </EmptyState>
)
