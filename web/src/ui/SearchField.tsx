import type { Ref } from 'react'
import { Button, Input, SearchField as AriaSearchField } from 'react-aria-components'
import { Icon } from './Icon'
import styles from './SearchField.module.css'

interface Props {
  label: string
  value: string
  onChange: (value: string) => void
  ref?: Ref<HTMLInputElement>
}

/** Narrows a list while one types; Escape empties it. */
export const SearchField = ({ label, value, onChange, ref }: Props) => (
  <AriaSearchField aria-label={label} value={value} onChange={onChange} className={styles.search ?? ''}>
    <Icon name="search" size="small" />
    <Input ref={ref} className={styles.input ?? ''} placeholder={label} />
    <Button className={styles.clear ?? ''} aria-label="Clear the search">
      <Icon name="close" size="small" />
    </Button>
  </AriaSearchField>
)
