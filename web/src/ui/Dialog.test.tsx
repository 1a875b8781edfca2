// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, it } from 'vitest'
import { Dialog } from './Dialog'

afterEach(cleanup)

const opened = (role: 'dialog' | 'alertdialog' = 'dialog') => {
  const closed: string[] = []
  render(
    <Dialog title="New show" isOpen role={role} onClose={() => closed.push('closed')}>
      <input aria-label="Title" />
    </Dialog>,
  )
  return closed
}

it('is named by its title and keeps the focus inside (U6)', async () => {
  opened()
  expect(screen.getByRole('dialog', { name: 'New show' })).toBeDefined()
  await userEvent.tab()
  await userEvent.tab()
  await userEvent.tab()
  expect(screen.getByRole('dialog').contains(document.activeElement)).toBe(true)
})

it('is left with Escape or the cross', async () => {
  const closed = opened()
  await userEvent.keyboard('{Escape}')
  await userEvent.click(screen.getByRole('button', { name: 'Close' }))
  expect(closed).toHaveLength(2)
})
