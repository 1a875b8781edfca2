import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { englishOnly } from './build/englishOnly.ts'
import { serviceWorker } from './build/serviceWorkerPlugin.ts'

const SERVER = process.env['SYNC_SERVER'] ?? 'http://127.0.0.1:3001'

/** The app is built to web/dist, which the Python server (and the wheel) serves. */
export default defineConfig({
  plugins: [react(), englishOnly(), serviceWorker()],
  build: {
    // build/budget.test.ts watches the size, compressed as it travels.
    chunkSizeWarningLimit: 700,
    target: ['es2022', 'chrome109', 'firefox115', 'safari16.4'],
  },
  // Composes across files without a second tool, and lowers what the target browsers do not know.
  css: { transformer: 'lightningcss' },
  server: {
    host: '127.0.0.1',
    proxy: {
      // As objects: a bare address would have the Host header changed, and the server compares it with the page's origin.
      '/api': { target: SERVER },
      '/sync': { target: SERVER, ws: true },
    },
  },
  test: {
    // Model, sync and actions run in plain node; a component test asks for a page with
    // `// @vitest-environment happy-dom` on its first line.
    environment: 'node',
    include: ['src/**/*.test.{ts,tsx}', 'build/**/*.test.ts'],
    css: { modules: { classNameStrategy: 'non-scoped' } },
    restoreMocks: true,
  },
})
