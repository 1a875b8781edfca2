import { expect, it } from 'vitest'
import { isForeign } from './englishOnly'

it.each([
  '/x/node_modules/react-aria/dist/private/intl/breadcrumbs/fr-FR.mjs',
  '/x/node_modules/react-aria-components/dist/private/intl/de-DE.mjs',
  'C:\\x\\node_modules\\react-stately\\dist\\private\\intl\\datepicker\\zh-TW.mjs',
])('%s is left out', (id) => expect(isForeign(id)).toBe(true))

it.each([
  '/x/node_modules/react-aria/dist/private/intl/breadcrumbs/en-US.mjs',
  '/x/node_modules/react-aria/dist/private/intl/breadcrumbs/intlStrings.mjs',
  '/x/node_modules/@internationalized/date/dist/fr-FR.mjs',
  '/x/src/ui/Button.tsx',
])('%s stays', (id) => expect(isForeign(id)).toBe(false))
