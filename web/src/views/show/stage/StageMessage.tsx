import type { Message } from '../../../live/frames.gen'
import { Icon } from '../../../ui/Icon'
import styles from './StageMessage.module.css'

/** How long a message is, so that a short one is larger. */
const lengthOf = (text: string): 'short' | 'medium' | 'long' => (text.length <= 24 ? 'short' : text.length <= 70 ? 'medium' : 'long')

/** What the caller says, across the lower part of a screen; one that is urgent is turned over and blinks slowly. */
export const StageMessage = ({ message }: { message: Message | null | undefined }) => (
  <div role="alert" className={styles.place}>
    {message == null ? null : (
      <p key={message.at} className={styles.message} data-urgent={message.urgent === true} data-length={lengthOf(message.text)}>
        {message.urgent === true ? (
          <span className={styles.sign}>
            <Icon name="warning" label="Urgent" />
          </span>
        ) : null}
        <span dir="auto">{message.text}</span>
      </p>
    )}
  </div>
)
