/**
 * Files made of what is on this device, for when the server cannot be asked or does not open the show any more. They
 * are what the server would give, and are imported like those (D5, D12).
 */
import { contentOf } from '../../model/content'
import type { Show } from '../../model/schema'
import { csvOf, tableOf } from '../../model/table'
import type { StatusKind } from '../../sync/status'
import type { MadeHere } from '../shell/ExportItems'

const WRITERS: Readonly<Record<MadeHere, { readonly type: string; readonly write: (show: Show) => string }>> = {
  csv: { type: 'text/csv;charset=utf-8', write: (show) => csvOf(tableOf(show)) },
  json: { type: 'application/json', write: (show) => JSON.stringify(contentOf(show), null, 2) },
}

/** While one of these is so, the server answers for the document as it is here. */
const SERVER_IS_THERE: ReadonlySet<StatusKind> = new Set(['saved-server', 'saving'])
export const madeHere = (kind: StatusKind): boolean => !SERVER_IS_THERE.has(kind)

// oxlint-disable-next-line no-control-regex -- that is what no file can be called
const NOT_IN_A_NAME = /[\u0000-\u001f\u007f"*/:<>?\\|]+/g
export const fileName = (title: string, format: MadeHere): string =>
  `${title.replaceAll(NOT_IN_A_NAME, ' ').trim() || 'document'}.${format}`

export const exportHere = (show: Show, format: MadeHere): void => {
  const { type, write } = WRITERS[format]
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([write(show)], { type }))
  link.download = fileName(show.meta.title, format)
  link.click()
  // The browser has taken hold of the file by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
