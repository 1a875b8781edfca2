import {
  Button as AriaButton,
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components'
import { Button } from './Button'
import { Icon, type IconName } from './Icon'
import styles from './Toast.module.css'

export interface ToastMessage {
  /** What has been done: "“Gala” was deleted". */
  text: string
  tone?: 'plain' | 'go' | 'stop'
  /** Taking it back, mostly; two at most. */
  actions?: readonly { label: string; perform: () => void }[]
}

const SIGNS: Record<'go' | 'stop', IconName> = { go: 'check', stop: 'stop' }
/** Long enough to read, to think again and to reach the button; hovering or focusing it stops the clock. */
const SHOWN_MS = 8000

const queue = new ToastQueue<ToastMessage>({ maxVisibleToasts: 3 })

/** Says at the edge of the screen what has just happened; gives a way to take the message away early. */
export const showToast = (message: ToastMessage): (() => void) => {
  const key = queue.add(message, { timeout: SHOWN_MS })
  return () => queue.close(key)
}

/** Where toasts appear; once, at the top of the app. F6 moves the focus there. */
export const Toasts = () => (
  <ToastRegion queue={queue} className={styles.region ?? ''} data-print="hide">
    {({ toast }) => <OneToast toast={toast} />}
  </ToastRegion>
)

const OneToast = ({ toast }: { toast: ToastQueue<ToastMessage>['visibleToasts'][number] }) => {
  const { text, tone = 'plain', actions = [] } = toast.content
  return (
    <Toast toast={toast} className={styles.toast ?? ''} data-tone={tone}>
      {tone === 'plain' ? null : <Icon name={SIGNS[tone]} />}
      <ToastContent className={styles.content ?? ''}>
        <Text slot="title">{text}</Text>
      </ToastContent>
      {actions.map((action) => (
        <Button
          key={action.label}
          size="small"
          onPress={() => {
            action.perform()
            queue.close(toast.key)
          }}
        >
          {action.label}
        </Button>
      ))}
      <AriaButton slot="close" className={styles.close ?? ''} aria-label="Dismiss">
        <Icon name="close" size="small" />
      </AriaButton>
    </Toast>
  )
}
