import { useEffect } from 'react'

/** Names the browser's tab: "Gala · Callboard". */
export const useTitle = (title: string): void => {
  useEffect(() => {
    document.title = title === '' ? 'Callboard' : `${title} · Callboard`
  }, [title])
}
