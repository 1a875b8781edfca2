/** How one likes to see a document, and what one wants to be told, kept with one's account for all of one's devices. */
import { call, json } from '../api'

const preferencesPath = (documentName: string): string => `/me/preferences/${documentName.split('/').map(encodeURIComponent).join('/')}`

export const readPreferences = async (documentName: string): Promise<Readonly<Record<string, unknown>> | null> =>
  ((await call(preferencesPath(documentName))) as { preferences: Record<string, unknown> | null }).preferences

export const writePreferences = async (documentName: string, preferences: unknown): Promise<void> =>
  void (await call(preferencesPath(documentName), json('PUT', preferences)))

const choicesOf = (body: unknown): unknown => (body as { notifications: unknown }).notifications

export const readNotifications = async (): Promise<unknown> => choicesOf(await call('/me/notifications'))

/** Only what is to change; gives all choices as they are then. */
export const chooseNotifications = async (change: object): Promise<unknown> =>
  choicesOf(await call('/me/notifications', json('PATCH', change)))
