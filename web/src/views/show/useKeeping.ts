import { useState } from 'react'
import { createShow } from '../../api'
import { contentOf } from '../../model/content'
import { useSession } from '../../react/useSession'
import { navigate, showPath } from '../../routes'
import { showToast } from '../../ui/Toast'
import { tryTo } from '../library/attempts'

/** Saves this device's copy as a show of its own, and opens that; the copy is given up once the server has it all. */
export const useKeeping = () => {
  const session = useSession()
  const [working, setWorking] = useState(false)
  const keep = async (): Promise<void> => {
    setWorking(true)
    const content = contentOf(session.store.get())
    const title = `${content.meta.title || 'Untitled show'} (from this device)`
    const made = await tryTo('The copy could not be saved', () => createShow({ title, content: { ...content } }))
    setWorking(false)
    if (made === null) return
    await session.discard()
    showToast({ tone: 'go', text: 'Your copy is a show of its own now.' })
    navigate(showPath(made.name))
  }
  return { working, keep }
}
