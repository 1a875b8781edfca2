import { makeSample } from './support/shows'
import { test } from './support/test'
const SIZES = { desk: { width: 1440, height: 900 }, up: { width: 820, height: 1180 }, wide: { width: 1180, height: 820 }, phone: { width: 390, height: 844 } }
test('look', async ({ enter, server }) => {
  test.setTimeout(120_000)
  const name = await makeSample(server)
  const ana = await enter('Ana Lima', { context: { viewport: SIZES.desk } })
  await ana.page.goto(`/${name}/call`)
  await ana.page.getByRole('heading', { name: 'Standby', exact: true }).waitFor()
  const shots = async (what: string) => {
    for (const [size, viewport] of Object.entries(SIZES)) {
      await ana.page.setViewportSize(viewport)
      await ana.page.waitForTimeout(200)
      await ana.page.screenshot({ path: `/tmp/h/pics/caller-${what}-${size}.png` })
    }
    await ana.page.setViewportSize(SIZES.desk)
  }
  await shots('start')
  await ana.page.keyboard.press('Space')
  await ana.page.waitForTimeout(1500)
  await ana.page.keyboard.press('n')
  await ana.page.waitForTimeout(500)
  await shots('doors')
  for (let i = 0; i < 3; i += 1) { await ana.page.keyboard.press('Space'); await ana.page.waitForTimeout(1000) }
  await ana.page.keyboard.press('s')
  await ana.page.waitForTimeout(500)
  await ana.page.keyboard.press('+')
  await ana.page.waitForTimeout(500)
  await shots('later')
  await ana.page.evaluate(() => localStorage.setItem('callboard:theme', '"light"'))
  await ana.page.reload()
  await ana.page.getByRole('heading', { name: 'Standby', exact: true }).waitFor()
  await shots('light')
  await ana.page.keyboard.press('?')
  await ana.page.waitForTimeout(500)
  await ana.page.screenshot({ path: `/tmp/h/pics/caller-keys.png` })
})
