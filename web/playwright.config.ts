import { defineConfig } from '@playwright/test'

/** The tests start servers and browsers themselves, on data of their own: see e2e/support. */
export default defineConfig({
  testDir: 'e2e',
  // Generous, for a machine of two cores that compiles something else at the same time.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  workers: 2,
  fullyParallel: true,
  retries: 0,
  forbidOnly: true,
  // The same in more colours, sizes and through more kinds of proxies: make test-long.
  grepInvert: process.env['TEST_EFFORT'] === undefined ? /@long/ : [],
  reporter: 'list',
  use: {
    actionTimeout: 15_000,
    trace: 'off',
    launchOptions: {
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium-headless-shell',
      args: [
        // Chromium's own sandbox does not start as root; elsewhere it stays on.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // A name that is no secure context, for the tests of plain http on a LAN; nothing else is mapped.
        '--host-resolver-rules=MAP callboard.test 127.0.0.1',
      ],
    },
  },
})
