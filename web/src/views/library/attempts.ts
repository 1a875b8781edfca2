import { sentenceOf } from '../../api'
import { showToast } from '../../ui/Toast'

/** Does something that may fail; a failure is said in a toast, and gives null. */
export const tryTo = async <T>(failed: string, attempt: () => Promise<T>): Promise<T | null> => {
  try {
    return await attempt()
  } catch (error) {
    showToast({ tone: 'stop', text: `${failed}. ${sentenceOf(error)}` })
    return null
  }
}
