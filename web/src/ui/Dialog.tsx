import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import styles from './Dialog.module.css'
import { IconButton } from './IconButton'

export interface DialogProps {
  title: string
  isOpen: boolean
  /** Called when the person leaves it: Escape, the cross, or a press outside. */
  onClose: () => void
  /** full: the whole screen, for what is a page of its own on a phone. */
  size?: 'small' | 'medium' | 'large' | 'full'
  /** "alertdialog" for a question that must be answered; then a press outside does not close it. */
  role?: 'dialog' | 'alertdialog'
  /** Buttons, the next step last. */
  footer?: ReactNode
  children: ReactNode
}

/** A sheet over the page: it takes the focus, gives it back, and on a phone comes up from below. */
export const Dialog = ({ title, isOpen, onClose, size = 'small', role = 'dialog', footer, children }: DialogProps) => (
  <ModalOverlay
    isOpen={isOpen}
    isDismissable={role === 'dialog'}
    onOpenChange={(open) => (open ? undefined : onClose())}
    className={styles.overlay ?? ''}
  >
    <Modal className={styles.modal ?? ''} data-size={size}>
      <AriaDialog role={role} className={styles.dialog ?? ''}>
        <header className={styles.header}>
          <Heading slot="title" className={styles.title ?? ''}>
            {title}
          </Heading>
          <IconButton icon="close" label="Close" size="small" onPress={onClose} />
        </header>
        <div className={styles.body}>{children}</div>
        {footer === undefined ? null : <footer className={styles.footer}>{footer}</footer>}
      </AriaDialog>
    </Modal>
  </ModalOverlay>
)
