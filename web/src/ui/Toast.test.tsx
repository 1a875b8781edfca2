// @vitest-environment happy-dom
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, it } from 'vitest'
import { showToast, Toasts } from './Toast'

afterEach(cleanup)

it('offers to take back what was done, once', async () => {
  let undone = 0
  render(<Toasts />)
  showToast({ text: '“Gala” was deleted.', actions: [{ label: 'Undo', perform: () => (undone += 1) }] })
  await userEvent.click(await screen.findByRole('button', { name: 'Undo' }))
  expect(undone).toBe(1)
  await waitFor(() => expect(screen.queryByText('“Gala” was deleted.')).toBeNull())
})

it('is announced, and can be dismissed by hand or by whoever showed it', async () => {
  render(<Toasts />)
  showToast({ text: 'One.' })
  const takeAway = showToast({ text: 'Two.' })
  expect(await screen.findAllByRole('alertdialog')).toHaveLength(2)
  takeAway()
  await waitFor(() => expect(screen.queryByText('Two.')).toBeNull())
  await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
  await waitFor(() => expect(screen.queryByText('One.')).toBeNull())
})
