import { Component, type ReactNode } from 'react'
import { libraryPath } from '../../routes'
import { Button, LinkButton } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { Icon } from '../../ui/Icon'
import { explain } from './explain'

interface State {
  readonly error: unknown
}

/** Catches what a screen could not handle, says what is safe, and offers the way on. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: null }

  static getDerivedStateFromError(error: unknown): State {
    return { error }
  }

  override render() {
    if (this.state.error === null) return this.props.children
    const { title, sentence } = explain(this.state.error)
    return (
      <EmptyState
        isPage
        title={title}
        picture={<Icon name="warning" size="large" />}
        actions={
          <>
            <LinkButton href={libraryPath()}>All shows</LinkButton>
            <Button tone="primary" icon="restore" onPress={() => location.reload()}>
              Reload
            </Button>
          </>
        }
      >
        {sentence}
      </EmptyState>
    )
  }
}
