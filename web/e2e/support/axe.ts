import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** Whatever moves or fades in arrives first: half a fade has half the contrast. */
export const axeOn = async (page: Page): Promise<AxeBuilder> => {
  await page.evaluate(() =>
    Promise.allSettled(document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity).map(({ finished }) => finished)),
  )
  return new AxeBuilder({ page })
}
