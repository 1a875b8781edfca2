import { useEffect } from 'react'
import { announce } from '../../ui/Announcer'
import { showToast } from '../../ui/Toast'
import { useDesk } from './DeskContext'
import { watchInterruptions } from './interruptions'

/** What was just done is said once, and, where it can be taken back, shown with a button for it. */
export const useNotices = (): void => {
  const desk = useDesk()
  useEffect(() => {
    let close = (): void => {}
    const stop = desk.notice.subscribe(() => {
      const notice = desk.notice.get()
      if (!notice) return
      const { sentence, undo = false, offers = [] } = notice
      announce(sentence)
      if (offers.length > 0) return void showToast({ text: sentence, actions: offers })
      close()
      const takeBack = { label: 'Undo', perform: () => void desk.performNamed('undo') }
      close = undo ? showToast({ text: sentence, actions: [takeBack] }) : () => {}
    })
    const unwatch = watchInterruptions(desk)
    // The button takes back the latest edit: once there is a later one, it would be the wrong one.
    const outdated = (): void => close()
    desk.session.undo.on('stack-item-added', outdated)
    return () => {
      stop()
      unwatch()
      desk.session.undo.off('stack-item-added', outdated)
      close()
    }
  }, [desk])
}
