/**
 * Copies text on plain http too, where browsers have no clipboard for scripts: then a selected field is copied, as
 * somebody with the keyboard would do it.
 */
export const copyText = async (text: string, page: Document = document): Promise<boolean> => {
  try {
    const { clipboard } = navigator as Partial<Navigator>
    if (clipboard !== undefined) {
      await clipboard.writeText(text)
      return true
    }
  } catch {
    // Not allowed here; the older way often is.
  }
  return copySelected(text, page)
}

const copySelected = (text: string, page: Document): boolean => {
  const focused = page.activeElement
  // Within the dialog that is open: outside of it nothing can have the focus.
  const place = focused?.closest('[role=dialog]') ?? page.body
  const field = page.createElement('textarea')
  field.value = text
  field.readOnly = true
  field.setAttribute('aria-hidden', 'true')
  place.append(field)
  field.select()
  try {
    return page.execCommand('copy')
  } finally {
    field.remove()
    if (focused instanceof HTMLElement) focused.focus()
  }
}
