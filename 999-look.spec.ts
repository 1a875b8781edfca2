import { makeShow } from './support/shows'
import { test } from './support/test'
const SIZES = { desk: { width: 1440, height: 900 }, up: { width: 820, height: 1180 }, phone: { width: 390, height: 844 } }
const HOUR = 3_600_000, MINUTE = 60_000
test('look', async ({ enter, server }) => {
  test.setTimeout(120_000)
  const d = new Date(); const at = d.getUTCHours() * HOUR + d.getUTCMinutes() * MINUTE
  const name = await makeShow(server, 'Gala', { show: { time_zone: 'UTC' }, segments: [
    { id: 's1', name: 'Doors', start: at - 10 * MINUTE, duration: 8 * MINUTE }, { id: 's2', name: 'Welcome by the mayor', duration: 12 * MINUTE },
    { id: 's3', name: 'Panel: who owns the river', start: at + 12 * MINUTE, duration: 20 * MINUTE }, { id: 's4', name: 'Close', duration: 5 * MINUTE } ],
    cues: [{ id: 'c1', segment: 's1', department: 'lighting', number: '1', label: 'House to half' }, { id: 'c2', segment: 's1', department: 'sound', number: '4', label: 'Walk-in out' }, { id: 'c3', segment: 's2', department: 'stage', number: '2', label: 'Tabs' }, { id: 'c4', segment: 's2', department: 'lighting', number: '2', label: 'Lectern special' }] })
  const ana = await enter('Ana Lima', { context: { viewport: SIZES.desk } })
  const ben = await enter('Ben Osei', { context: { viewport: SIZES.desk } })
  await ana.page.goto(`/${name}/call`)
  await ana.page.getByRole('heading', { name: 'Standby', exact: true }).waitFor()
  await ana.page.waitForTimeout(800)
  const shots = async (what: string, who = ana) => {
    for (const [size, viewport] of Object.entries(SIZES)) {
      await who.page.setViewportSize(viewport)
      await who.page.waitForTimeout(250)
      await who.page.screenshot({ path: `/tmp/h/pics/caller-${what}-${size}.png` })
    }
    await who.page.setViewportSize(SIZES.desk)
  }
  await ana.page.keyboard.press('Space')
  await ana.page.waitForTimeout(1000)
  await ana.page.keyboard.press('n'); await ana.page.waitForTimeout(300)
  await ana.page.keyboard.press('g'); await ana.page.waitForTimeout(300)
  await ana.page.keyboard.press('s'); await ana.page.waitForTimeout(300)
  await shots('mid')
  await ana.page.getByRole('button', { name: /^Ways out/ }).click(); await shots('ways')
  await ben.opens(name)
  await ben.page.waitForTimeout(500)
  await shots('strip', ben)
  await ben.page.getByRole('button', { name: 'Take over' }).click()
  await ben.page.waitForTimeout(600)
  await shots('take', ben)
  await shots('asked')
  await ana.page.keyboard.press('k')
  await ana.page.keyboard.press('p')
  await ana.goesOffline()
  await ana.page.waitForTimeout(9000)
  await shots('offline')
})
