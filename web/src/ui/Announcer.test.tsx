// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { announce, Announcer } from './Announcer'
import { PACE_MS } from './announcements'

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

it('says edits in a polite live region, gathered (U6)', () => {
  render(<Announcer />)
  const region = screen.getByRole('status')
  expect(region.getAttribute('aria-live')).toBe('polite')
  act(() => {
    announce('Row added.')
    announce('Row moved.')
  })
  expect(region.textContent).toBe('Row added.')
  act(() => void vi.advanceTimersByTime(PACE_MS))
  expect(region.textContent).toBe('Row moved.')
})
