/**
 * Whoever has come in begins anew at a page: what was open before was asked for by somebody else, and password
 * managers offer to keep what led there.
 */
export const enterAt = (path: string): void => location.replace(path)
