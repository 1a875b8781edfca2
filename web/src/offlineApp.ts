/**
 * Keeps the app itself in this browser, so that it opens without a network (U4).
 *
 * Only a secure context may do that (https, or localhost). On plain http in a venue the app works the same, but
 * needs the server for its first page (U5). The worker is build/serviceWorker.js.
 */
export const keepAppOffline = (): void => {
  if (!import.meta.env.PROD || !window.isSecureContext || !('serviceWorker' in navigator)) return
  const register = () => {
    // Refused, for example by a private window: the app goes on without it.
    navigator.serviceWorker.register('/sw.js').catch(() => undefined)
  }
  if (document.readyState === 'complete') register()
  else addEventListener('load', register, { once: true })
}
