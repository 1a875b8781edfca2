/** How one likes to see a document, kept with one's account for all of one's devices. */
import { call, json } from '../api'

const preferencesPath = (documentName: string): string => `/me/preferences/${documentName.split('/').map(encodeURIComponent).join('/')}`

export const readPreferences = async (documentName: string): Promise<Readonly<Record<string, unknown>> | null> =>
  ((await call(preferencesPath(documentName))) as { preferences: Record<string, unknown> | null }).preferences

export const writePreferences = async (documentName: string, preferences: unknown): Promise<void> =>
  void (await call(preferencesPath(documentName), json('PUT', preferences)))
