/**
 * Puts a text on the clipboard; false when this browser does not let us. On plain http the browser's own way is
 * missing (U5), and what is selected is copied as with the keys.
 */
export const copyText = async (field: HTMLInputElement): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(field.value)
    return true
  } catch {
    field.focus()
    field.select()
    return document.execCommand('copy')
  }
}
