/**
 * Whoever has come in begins anew at a page: what was open before was asked for by somebody else, and password
 * managers offer to keep what led there.
 */
export const enterAt = (path: string): Promise<never> => {
  location.replace(path)
  // Until this page is gone, what led there goes on.
  return new Promise<never>(() => {})
}
