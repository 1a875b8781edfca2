import * as api from '../../api'
import { visit } from '../../api/visit'
import { keeper } from '../../sync/keeper'
import { me } from '../../sync/person'
import { rememberDocuments, knownDocuments } from './known'
import { Library, type LibraryServer } from './library'

/** The server, told who asks: what somebody makes or renames is theirs in the history. */
const server: LibraryServer = {
  ...api,
  listDocuments: () =>
    api.listDocuments().catch((error: unknown) => {
      // The sign-in has ended elsewhere: the door stands before the list then.
      if (error instanceof api.ApiError && error.status === 401) void visit.refresh()
      throw error
    }),
  createShow: (show) => api.createShow({ ...show, by: me() }),
  renameDocument: (name, title) => api.renameDocument(name, title, me()),
}

/** This browser's library, kept while one is elsewhere, so that coming back shows it at once. */
export const library = new Library(server, { knownDocuments, rememberDocuments })

keeper.subscribe(() => library.beginAnew())
