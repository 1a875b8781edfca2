/** What somebody smuggled into a page is not run, and the tests would notice if ours needed it (A16). */
import { Complaints } from './support/complaints'
import { expect, test } from './support/test'

test('A16 a page runs the files of its server and nothing that was put into it', async ({ browser, server }) => {
  const context = await browser.newContext({ baseURL: server.address, serviceWorkers: 'block' })
  const complaints = new Complaints(context)
  await complaints.listen(context)
  const page = await context.newPage()
  const answer = await page.goto('/')
  expect(answer?.headers()['content-security-policy']).not.toContain('unsafe')
  await expect(page.getByRole('banner')).toBeVisible()
  expect(complaints.all).toEqual([])

  const ran = await page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'window.smuggled = true'
    document.body.append(script)
    document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="window.smuggled = true"><p style="color: red">x</p>')
    return 'smuggled' in window
  })
  expect(ran).toBe(false)
  await expect.poll(() => complaints.all.filter((words) => words.startsWith('against the policy'))).toEqual(
    expect.arrayContaining([
      expect.stringContaining('script-src-elem inline'),
      expect.stringContaining('script-src-attr inline'),
      expect.stringContaining('style-src-attr inline'),
    ]),
  )
  await context.close()
})

test.fail('A16 a test in which a page does what the policy forbids does not pass', async ({ ana: { page } }) => {
  await page.goto('/')
  await page.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<p style="color: red">x</p>')
  })
  await expect(page.getByText('x', { exact: true })).toBeVisible()
})
