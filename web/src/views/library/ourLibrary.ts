import * as api from '../../api'
import { rememberDocuments, knownDocuments } from './known'
import { Library } from './library'

/** This browser's library, kept while one is elsewhere, so that coming back shows it at once. */
export const library = new Library(api, { knownDocuments, rememberDocuments })
