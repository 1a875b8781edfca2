import { expect, it } from 'vitest'
import { isLoopback } from './loopback'

it.each(['127.0.0.1', '127.1.2.3', 'localhost', '::1', '[::1]'])('%s is this machine only', (host) => {
  expect(isLoopback(host)).toBe(true)
})

it.each(['0.0.0.0', '::', '192.168.1.20', 'callboard.local', '1270.0.0.1', ''])('%s can be reached by others', (host) => {
  expect(isLoopback(host)).toBe(false)
})
