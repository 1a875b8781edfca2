import { useState } from 'react'
import { Field, type FieldProps } from '../../ui/Field'
import { IconButton } from '../../ui/IconButton'
import styles from './Entering.module.css'

type Props = Omit<FieldProps, 'type' | 'autoComplete'> & { autoComplete: 'current-password' | 'new-password' | 'off' }

/** A password, hidden until one wants to see it; password managers find it either way. */
export const PasswordField = (props: Props) => {
  const [isShown, show] = useState(false)
  return (
    <div className={styles.password}>
      <Field
        {...props}
        type={isShown ? 'text' : 'password'}
        maxLength={200}
        spellCheck="false"
        autoCorrect="off"
      />
      <IconButton
        icon={isShown ? 'eye-off' : 'eye'}
        label={isShown ? `Hide the ${props.label.toLowerCase()}` : `Show the ${props.label.toLowerCase()}`}
        onPress={() => show(!isShown)}
      />
    </div>
  )
}
