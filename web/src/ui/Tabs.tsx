import type { ReactNode } from 'react'
import { Tab, TabList, TabPanel, TabPanels, Tabs as AriaTabs } from 'react-aria-components'
import styles from './Tabs.module.css'

interface Props {
  label: string
  tabs: readonly { readonly id: string; readonly title: string; readonly children: ReactNode }[]
}

/** A few parts of one thing, one of them in sight; the arrow keys go from one to the next. */
export const Tabs = ({ label, tabs }: Props) => (
  <AriaTabs className={styles.tabs ?? ''}>
    <TabList aria-label={label} className={styles.list ?? ''}>
      {tabs.map(({ id, title }) => (
        <Tab key={id} id={id} className={styles.tab ?? ''}>
          {title}
        </Tab>
      ))}
    </TabList>
    <TabPanels>
      {tabs.map(({ id, children }) => (
        <TabPanel key={id} id={id} className={styles.panel ?? ''}>
          {children}
        </TabPanel>
      ))}
    </TabPanels>
  </AriaTabs>
)
