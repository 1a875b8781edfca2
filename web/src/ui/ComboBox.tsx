import { Button, ComboBox as AriaComboBox, Input, Label, ListBox, ListBoxItem } from 'react-aria-components'
import styles from './ComboBox.module.css'
import { Icon } from './Icon'
import { Popover } from './Popover'

interface Props {
  label: string
  labelHidden?: boolean
  /** Suggestions; any other text may be written too. */
  suggestions: readonly string[]
  value: string
  onChange: (value: string) => void
  placeholder?: string
}

/** A line to write in that suggests what is usual: an open set of words, such as the type of a segment. */
export const ComboBox = ({ label, labelHidden, suggestions, value, onChange, placeholder }: Props) => (
  <AriaComboBox
    inputValue={value}
    onInputChange={onChange}
    allowsCustomValue
    defaultItems={suggestions.map((id) => ({ id }))}
    className={styles.combo ?? ''}
    {...(labelHidden === true ? { 'aria-label': label } : {})}
  >
    {labelHidden === true ? null : <Label className={styles.label ?? ''}>{label}</Label>}
    <div className={styles.line}>
      <Input className={styles.input ?? ''} placeholder={placeholder} />
      <Button className={styles.open ?? ''} aria-label="Show suggestions">
        <Icon name="chevron-down" size="small" />
      </Button>
    </div>
    <Popover placement="bottom start">
      <ListBox className={styles.list ?? ''}>
        {({ id }: { id: string }) => (
          <ListBoxItem id={id} textValue={id} className={styles.item ?? ''}>
            {id}
          </ListBoxItem>
        )}
      </ListBox>
    </Popover>
  </AriaComboBox>
)
