import type { Ref } from 'react'
import {
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
  TextField,
  type TextFieldProps,
} from 'react-aria-components'
import styles from './Field.module.css'

export interface FieldProps extends Omit<TextFieldProps, 'children' | 'className' | 'style' | 'aria-label'> {
  label: string
  /** Keeps the label for screen readers only. */
  labelHidden?: boolean
  description?: string
  /** Says what is wrong and what would be right; shows when `isInvalid`. */
  error?: string | null
  placeholder?: string
  /** More than one line to write in. */
  lines?: number
  ref?: Ref<HTMLInputElement>
}

/** A label, a line (or lines) to write in, and a sentence of help or of what is wrong. */
export const Field = ({ label, labelHidden, description, error, placeholder, lines, ref, ...props }: FieldProps) => (
  <TextField
    {...props}
    {...(labelHidden === true ? { 'aria-label': label } : {})}
    isInvalid={error != null || props.isInvalid === true}
    className={styles.field ?? ''}
  >
    {labelHidden === true ? null : <Label className={styles.label ?? ''}>{label}</Label>}
    {lines === undefined ? (
      <Input ref={ref} className={styles.input ?? ''} placeholder={placeholder} />
    ) : (
      <TextArea className={styles.input ?? ''} rows={lines} placeholder={placeholder} />
    )}
    {description === undefined || error != null ? null : (
      <Text slot="description" className={styles.description ?? ''}>
        {description}
      </Text>
    )}
    <span className={styles.heard} aria-live="polite">
      <FieldError className={styles.error ?? ''}>{error}</FieldError>
    </span>
  </TextField>
)
