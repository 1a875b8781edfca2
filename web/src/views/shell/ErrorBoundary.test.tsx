// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { ErrorBoundary } from './ErrorBoundary'

afterEach(cleanup)

const Broken = (): never => {
  throw new Error('x is undefined')
}

it('a broken screen says what is safe, and offers the way on', () => {
  // React tells the console about every error that a boundary caught.
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  render(
    <ErrorBoundary>
      <Broken />
    </ErrorBoundary>,
  )
  expect(screen.getByRole('heading').textContent).toBe('This screen stopped working')
  expect(screen.getByText(/What you wrote is kept/)).toBeDefined()
  expect(screen.getByRole('button', { name: 'Reload' })).toBeDefined()
  expect(screen.getByRole('link', { name: 'All shows' }).getAttribute('href')).toBe('/')
})
