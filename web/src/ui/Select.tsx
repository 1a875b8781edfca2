import { Button, Label, ListBox, ListBoxItem, Select as AriaSelect, SelectValue, Text } from 'react-aria-components'
import { Icon } from './Icon'
import { Popover } from './Popover'
import styles from './Select.module.css'

export interface SelectOption<K extends string> {
  id: K
  label: string
  description?: string
}

interface Props<K extends string> {
  label: string
  labelHidden?: boolean
  options: readonly SelectOption<K>[]
  value: K | null
  onChange: (value: K) => void
  placeholder?: string
  size?: 'medium' | 'small'
  isDisabled?: boolean
}

/** One of a list, folded away until asked for. */
export const Select = <K extends string>(props: Props<K>) => (
  <AriaSelect
    value={props.value}
    onChange={(key) => (key === null ? undefined : props.onChange(key as K))}
    placeholder={props.placeholder ?? 'Choose'}
    isDisabled={props.isDisabled ?? false}
    className={styles.select ?? ''}
    {...(props.labelHidden === true ? { 'aria-label': props.label } : {})}
  >
    {props.labelHidden === true ? null : <Label className={styles.label ?? ''}>{props.label}</Label>}
    <Button className={styles.button ?? ''} data-size={props.size ?? 'medium'}>
      <SelectValue className={styles.value ?? ''}>{({ selectedText, defaultChildren }) => selectedText || defaultChildren}</SelectValue>
      <Icon name="chevron-down" size="small" />
    </Button>
    <Popover placement="bottom start">
      <ListBox items={props.options} className={styles.list ?? ''}>
        {(option) => (
          <ListBoxItem id={option.id} textValue={option.label} className={styles.item ?? ''}>
            {({ isSelected }) => (
              <>
                <span className={styles.sign}>{isSelected ? <Icon name="check" size="small" /> : null}</span>
                <span className={styles.words}>
                  <Text slot="label">{option.label}</Text>
                  {option.description === undefined ? null : (
                    <Text slot="description" className={styles.description ?? ''}>
                      {option.description}
                    </Text>
                  )}
                </span>
              </>
            )}
          </ListBoxItem>
        )}
      </ListBox>
    </Popover>
  </AriaSelect>
)
