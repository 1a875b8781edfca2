/** The library: every show on the server, made, found, renamed, deleted and brought back. */
import type { Locator, Page } from '@playwright/test'
import { SAVED } from './support/person'
import { makeShow } from './support/shows'
import { expect, test } from './support/test'

const show = (page: Page, title: string): Locator => page.getByRole('link', { name: title })
const menuOf = async (page: Page, title: string): Promise<Locator> => {
  await page.getByRole('button', { name: `More for ${title}` }).click()
  return page.getByRole('menu', { name: title })
}

test('a new person is asked for a name, once', async ({ enter }) => {
  const { page } = await enter('')
  await page.goto('/')
  const dialog = page.getByRole('dialog', { name: 'Welcome. Who are you?' })
  await dialog.getByLabel('Your name').fill('Bela Okafor')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await page.reload()
  await expect(page.getByRole('button', { name: /^Bela Okafor:/ })).toBeVisible()
  await expect(dialog).toBeHidden()
})

test('an empty callboard offers a first show, and makes it (A2)', async ({ startServer, enter }) => {
  const { page, grid } = await enter('Ana Lima', { server: await startServer() })
  await page.goto('/')
  await expect(page.getByText('The callboard is empty')).toBeVisible()
  await page.getByRole('button', { name: 'New show' }).click()
  await page.getByLabel('Title').fill('Spring gala')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/show\/[0-9a-f-]{36}$/)
  await expect(page.getByLabel('Title of the show')).toHaveValue('Spring gala')
  await expect(page.getByText('Nothing on the running order yet')).toBeVisible()
  await page.goBack()
  await expect(show(page, 'Spring gala')).toBeVisible()
  await show(page, 'Spring gala').click()
  await expect(grid.table).toBeVisible()
})

test('the empty callboard opens the sample production with one press', async ({ startServer, enter }) => {
  const bela = await enter('Bela Okafor', { server: await startServer() })
  await bela.page.goto('/')
  await bela.page.getByRole('button', { name: 'Open the sample production' }).click()
  await expect(bela.grid.row('Doors open')).toBeVisible()
})

test('a show from the sample has at least 40 segments with cues in six departments', async ({ ana }) => {
  const { page, grid } = ana
  await page.goto('/')
  await page.getByRole('button', { name: 'New show' }).click()
  await page.getByText('Sample production', { exact: true }).click()
  await page.getByRole('button', { name: 'Create show' }).click()
  await expect(grid.row('Doors open')).toBeVisible()
  expect(await grid.segments.count()).toBeGreaterThanOrEqual(40)
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Show all cues' }).click()
  await expect(grid.cues.first()).toBeVisible()
  const departments = await grid.cues.locator('[data-column=department]').allInnerTexts()
  expect(new Set(departments.map((words) => words.trim())).size).toBeGreaterThanOrEqual(6)
})

test('renames in place with F2, from the menu, and not with Escape', async ({ ana: { page }, server }) => {
  await makeShow(server, 'Before')
  await page.goto('/')
  await show(page, 'Before').focus()
  await page.keyboard.press('F2')
  await page.keyboard.type('In between')
  await page.keyboard.press('Enter')
  await expect(show(page, 'In between')).toBeFocused()
  await (await menuOf(page, 'In between')).getByRole('menuitem', { name: 'Rename' }).click()
  const field = page.getByLabel('Title of the show')
  await expect(field).toBeFocused()
  await field.fill('Afterwards')
  await field.press('Enter')
  await expect(show(page, 'Afterwards')).toBeVisible()
  await page.keyboard.press('F2')
  await page.keyboard.type('Never')
  await page.keyboard.press('Escape')
  await expect(show(page, 'Afterwards')).toBeVisible()
  await page.reload()
  await expect(show(page, 'Afterwards')).toBeVisible()
})

test('the title of an open show is the title in the library', async ({ ana, server }) => {
  await ana.opens(await makeShow(server, 'Working title'))
  const title = ana.page.getByLabel('Title of the show')
  await title.fill('The Tempest')
  await title.press('Enter')
  await expect(ana.page).toHaveTitle(/The Tempest/)
  await ana.expectSaved()
  await ana.page.getByRole('link', { name: 'Callboard: all shows' }).click()
  // The library's copy of a title follows when the document has come to rest.
  await expect(async () => {
    await ana.page.reload()
    await expect(show(ana.page, 'The Tempest')).toBeVisible({ timeout: 2000 })
  }).toPass()
})

test('deletes, takes that back, deletes again and restores (A2)', async ({ ana: { page }, server }) => {
  await makeShow(server, 'Short-lived')
  await page.goto('/')
  await show(page, 'Short-lived').focus()
  await page.keyboard.press('Delete')
  await expect(show(page, 'Short-lived')).toBeHidden()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(show(page, 'Short-lived')).toBeVisible()
  await (await menuOf(page, 'Short-lived')).getByRole('menuitem', { name: 'Delete' }).click()
  await expect(show(page, 'Short-lived')).toBeHidden()
  await page.reload()
  await page.getByRole('button', { name: /^Deleted/ }).click()
  await page.getByRole('button', { name: 'Restore Short-lived' }).click()
  await expect(show(page, 'Short-lived')).toBeVisible()
})

test('whoever has a show open when it is deleted is told, and goes on once it is restored (A2)', async ({ enter, server }) => {
  const name = await makeShow(server, 'Cancelled for now', { segments: [{ id: 'doors', name: 'Doors' }] })
  const [ana, bela] = [await enter('Ana Lima'), await enter('Bela Okafor')]
  await bela.opens(name)
  bela.complaints.tolerateGone()
  await ana.page.goto('/')
  await (await menuOf(ana.page, 'Cancelled for now')).getByRole('menuitem', { name: 'Delete' }).click()
  await expect(bela.badge).toHaveAccessibleName(/This document was deleted/)
  await expect(bela.page.getByRole('alert')).toContainText('It can be restored from the library.')
  await ana.page.getByRole('button', { name: 'Undo' }).click()
  await expect(show(ana.page, 'Cancelled for now')).toBeVisible()
  await bela.page.getByRole('button', { name: 'Try again' }).first().click()
  await bela.expectSaved()
  await bela.grid.write(bela.grid.cell('Doors', 'name'), 'Doors open')
  await bela.expectSaved()
})

test('a link leads straight into the show', async ({ ana, server }) => {
  const name = await makeShow(server, 'Linked', { segments: [{ id: 'doors', name: 'Doors' }] })
  await ana.page.goto(`/${name}`)
  await expect(ana.grid.row('Doors')).toBeVisible()
  await expect(ana.page).toHaveTitle(/Linked/)
  await expect(ana.badge).toHaveAccessibleName(SAVED)
})

test('an address that leads nowhere says so, and leads home', async ({ ana: { page } }) => {
  await page.goto('/show/half-an-address')
  await expect(page).toHaveTitle('Nothing here · Callboard')
  await page.getByRole('link', { name: 'All shows', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Shows' })).toBeVisible()
})

test('everything in the list is reached from the keyboard (U6)', async ({ startServer, enter }) => {
  const server = await startServer()
  await makeShow(server, 'Keyboard one')
  await makeShow(server, 'Keyboard two')
  const { page } = await enter('Ana Lima', { server })
  await page.goto('/')
  await show(page, 'Keyboard two').focus()
  await page.keyboard.press('ArrowDown')
  await expect(show(page, 'Keyboard one')).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'More for Keyboard one' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Rename' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'More for Keyboard one' })).toBeFocused()
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/show\//)
})

test('without a server, the app and the list open all the same (U4)', async ({ enter, server }) => {
  const ana = await enter('Ana Lima', { keepsApp: true })
  await makeShow(server, 'Known here')
  await ana.page.goto('/')
  await expect(show(ana.page, 'Known here')).toBeVisible()
  await ana.isKept()
  ana.complaints.tolerateOutages()
  ana.line.cut()
  await ana.page.reload()
  await expect(ana.page.getByText('Working offline')).toBeVisible()
  await expect(show(ana.page, 'Known here')).toBeVisible()
  ana.line.mend()
  await expect(ana.page.getByText('Working offline')).toBeHidden()
})
