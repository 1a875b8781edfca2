import type { DocumentEntry } from '../../api'

export const titleOf = (show: Pick<DocumentEntry, 'title'>): string => show.title || 'Untitled show'
