import * as api from '../../api'
import { me } from '../../sync/person'
import { rememberDocuments, knownDocuments } from './known'
import { Library, type LibraryServer } from './library'

/** The server, told who asks: what somebody makes or renames is theirs in the history. */
const server: LibraryServer = {
  ...api,
  createShow: (show) => api.createShow({ ...show, by: me() }),
  renameDocument: (name, title) => api.renameDocument(name, title, me()),
}

/** This browser's library, kept while one is elsewhere, so that coming back shows it at once. */
export const library = new Library(server, { knownDocuments, rememberDocuments })
