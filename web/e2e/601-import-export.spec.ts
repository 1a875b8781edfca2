/** Tables and files in and out, and paper (D5, D12). */
import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { makeShow, namesOnServer, plan, readShow } from './support/shows'
import { expect, test } from './support/test'

const TABLE = ['Start,Item,Duration,Crew', '18:00,Doors,30,Ana', 'soon,Welcome,5,Bela', ',Film,3:20,'].join('\n')
const csv = (text: string, name = 'first_night.csv') => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })

type Upload = ReturnType<typeof csv>

const chooseFile = async (page: Page, file: Upload, button = 'Import'): Promise<void> => {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: button, exact: true }).click()])
  await chooser.setFiles(file)
}

const download = async (page: Page, item: RegExp): Promise<{ name: string; bytes: Buffer<ArrayBuffer> }> => {
  await page.getByRole('button', { name: 'More', exact: true }).click()
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: item }).click()])
  return { name: file.suggestedFilename(), bytes: Buffer.from(await readFile(await file.path())) }
}

const evening = {
  ...plan('Doors', 'Film', 'Credits'),
  cues: [{ id: 'lx1', segment: 'segment-2', label: 'House out', department: 'lighting', number: '7' }],
}

test('a table is imported after showing how it was understood, and which rows have problems (D12)', async ({ ana: { page, grid } }) => {
  await page.goto('/')
  await chooseFile(page, csv(TABLE))
  const dialog = page.getByRole('dialog', { name: 'Import first_night.csv' })
  await expect(dialog.getByLabel('Title of the new show')).toHaveValue('first night')
  await expect(dialog.getByRole('button', { name: /“Start” is/ })).toContainText('Start')
  await expect(dialog.getByRole('list', { name: 'Problems' })).toContainText('“soon” is no time; it follows the one before.')
  // The times that follow are shown as well, and the cell that was not understood is marked.
  await expect(dialog.getByRole('row', { name: /Welcome/ }).getByRole('img', { name: /“soon”/ })).toBeVisible()
  await expect(dialog.getByRole('row', { name: /Welcome/ })).toContainText('18:30')
  await expect(dialog.getByRole('row', { name: /Film/ })).toContainText('18:35')
  await dialog.getByRole('button', { name: /“Crew” is/ }).click()
  await page.getByRole('option', { name: 'Notes' }).click()
  await expect(dialog.getByRole('columnheader', { name: 'Notes' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Import 3 segments' }).click()
  await expect(page).toHaveURL(/\/show\//)
  await grid.expectNames('Doors', 'Welcome', 'Film')
  await grid.expectCell(grid.cell('Doors', 'start_time'), /18:00/)
  await grid.expectCell(grid.cell('Doors', 'notes'), /Ana/)
  await grid.expectCell(grid.cell('Film', 'duration'), '3 min 20 s')
})

test('a cancelled import makes nothing (D12)', async ({ ana: { page }, startServer, enter }) => {
  const bela = await enter('Bela Okafor', { server: await startServer() })
  await bela.page.goto('/')
  await chooseFile(bela.page, csv(TABLE))
  await expect(bela.page.getByRole('dialog').getByRole('button', { name: 'Import 3 segments' })).toBeVisible()
  await bela.page.keyboard.press('Escape')
  await bela.page.reload()
  await expect(bela.page.getByText('The callboard is empty')).toBeVisible()
  await page.close()
})

test('a file that is no run of show is refused with a sentence (A3)', async ({ ana: { page } }) => {
  await page.goto('/')
  await chooseFile(page, { name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{"a":1}') })
  await expect(page.getByRole('alert')).toContainText('not an exported show')
  await expect(page.getByRole('button', { name: 'Import', exact: true }).last()).toBeDisabled()
})

test('an XLSX that was exported is imported as another show with the same segments and cues (D12)', async ({ ana, server }) => {
  const { page, grid } = ana
  const name = await makeShow(server, 'Evening', evening)
  await ana.opens(name)
  const { name: fileName, bytes } = await download(page, /XLSX/)
  expect(fileName).toBe('Evening.xlsx')
  expect(bytes.subarray(0, 2).toString()).toBe('PK')
  await page.getByRole('link', { name: 'Callboard: all shows' }).click()
  await chooseFile(page, { name: fileName, mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: bytes })
  const dialog = page.getByRole('dialog', { name: 'Import Evening.xlsx' })
  await expect(dialog).toContainText('Every row was understood')
  await dialog.getByLabel('Title of the new show').fill('Evening again')
  await dialog.getByRole('button', { name: 'Import 3 segments' }).click()
  await expect(page.getByLabel('Title of the show')).toHaveValue('Evening again')
  await grid.expectNames('Doors', 'Film', 'Credits')
  await grid.expectCell(grid.cell('Film', 'start_time'), /09:05/)
  await grid.showCues('Film')
  await expect(grid.cueRow('House out')).toBeVisible()
})

test('CSV holds the names, the times and the cues', async ({ ana, server }) => {
  await ana.opens(await makeShow(server, 'Evening', evening))
  const { name, bytes } = await download(ana.page, /CSV/)
  expect(name).toBe('Evening.csv')
  const lines = bytes.toString('utf8').trim().split(/\r?\n/)
  expect(lines[0]).toContain('Evening')
  const rows = lines.slice(lines.findIndex((line) => line.includes('Name')) + 1)
  // A cue has a line of its own below its segment.
  expect(rows).toHaveLength(4)
  expect(rows[1]).toMatch(/^2,Film,09:05,09:10,/)
  expect(rows[2]).toMatch(/7,lighting,House out/)
})

test('D5 JSON holds everything; imported into the same show it doubles nothing and brings back what was changed', async ({ ana, server }) => {
  const { page, grid } = ana
  const documentName = await makeShow(server, 'Evening', evening)
  await ana.opens(documentName)
  const { name, bytes } = await download(page, /JSON/)
  expect(name).toBe('Evening.json')
  const before = await readShow(server, documentName)
  expect(JSON.parse(bytes.toString())).toEqual(before)
  await grid.write(grid.cell('Film', 'name'), 'Silent film')
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: /^Import into this show/ }).click()
  await chooseFile(page, { name, mimeType: 'application/json', buffer: bytes }, 'Choose a file')
  await page.getByRole('button', { name: 'Add 3 segments with 1 cue' }).click()
  await grid.expectNames('Doors', 'Film', 'Credits')
  await expect(page.getByRole('alertdialog')).toContainText('imported')
  await ana.expectSaved()
  expect(await namesOnServer(server, documentName)).toEqual(['Doors', 'Film', 'Credits'])
})

test('a table is added to an open show, after a preview, and the others see it (D12)', async ({ enter, server }) => {
  const name = await makeShow(server, 'Growing', plan('Opening'))
  const [ana, bela] = [await enter('Ana Lima'), await enter('Bela Okafor')]
  await ana.opens(name)
  await bela.opens(name)
  await ana.page.getByRole('button', { name: 'More', exact: true }).click()
  await ana.page.getByRole('menuitem', { name: /^Import into this show/ }).click()
  await chooseFile(ana.page, csv(TABLE), 'Choose a file')
  await expect(ana.page.getByRole('list', { name: 'Problems' })).toContainText('Row 3')
  await bela.grid.expectNames('Opening')
  await ana.page.getByRole('button', { name: 'Add 3 segments' }).click()
  for (const person of [ana, bela]) await person.grid.expectNames('Opening', 'Doors', 'Welcome', 'Film')
})

test('on paper: every row and heading, the cues that are shown, and nothing to press', async ({ ana, server }) => {
  const { page, grid } = ana
  const names = Array.from({ length: 60 }, (_, index) => `Segment ${index + 1}`)
  const contents = { ...plan(...names), cues: [{ id: 'lx1', segment: 'segment-2', label: 'House out', department: 'lighting' }] }
  await ana.opens(await makeShow(server, 'On paper', contents))
  await page.emulateMedia({ media: 'print' })
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
  const sheet = page.getByRole('table')
  await expect(sheet).toBeVisible()
  await expect(page.getByRole('heading', { name: 'On paper' })).toBeVisible()
  // A row for each segment, one for the heading and one for the cues of a segment, whether they are shown or not.
  await expect(sheet.getByRole('row')).toHaveCount(names.length + 2)
  for (const name of ['Segment 1', 'Segment 60']) await expect(sheet.getByRole('cell', { name, exact: true })).toBeVisible()
  await expect(sheet.getByRole('columnheader')).toHaveText(['Order', 'Name', 'Start', 'End', 'Duration', 'Type', 'Status', 'Notes'])
  await expect(sheet).toContainText('House out')
  await expect(sheet.getByText('House out').locator('..').locator('b')).toHaveText(/^(LX|SND|VID|GFX|STG|TAL|FX|OTH)/)
  await expect(page.getByRole('button')).toHaveCount(0)
  await expect(page.getByRole('treegrid')).toBeHidden()
  // Over several pages: the whole sheet is in the flow, nothing is cut off by a box that scrolls.
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1')
  expect(pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0).toBeGreaterThan(1)
  await page.emulateMedia({ media: 'screen' })
  await page.evaluate(() => dispatchEvent(new Event('afterprint')))
  await expect(sheet).toBeHidden()
  await expect(grid.table).toBeVisible()
})

test('without the server the browser makes CSV and JSON itself, and both are imported again (D12, D5)', async ({ enter, server }) => {
  const ana = await enter('Ana Lima')
  const { page, grid } = ana
  const documentName = await makeShow(server, 'Evening', evening)
  await ana.opens(documentName)
  const online = await download(page, /CSV/)
  await ana.goesOffline()
  const offline = await download(page, /CSV/)
  expect(offline).toEqual(online)
  await grid.write(grid.cell('Film', 'name'), '=Film, "silent"')
  const { name, bytes } = await download(page, /CSV/)
  const json = await download(page, /JSON/)
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await expect(page.getByRole('menuitem', { name: /XLSX/ })).toBeDisabled()
  await page.getByRole('menu', { name: 'More' }).press('Escape')
  await expect(page.getByRole('menu', { name: 'More' })).toBeHidden()
  await ana.comesBack()
  expect(JSON.parse(json.bytes.toString())).toEqual(await readShow(server, documentName))
  await page.getByRole('link', { name: 'Callboard: all shows' }).click()
  await chooseFile(page, { name, mimeType: 'text/csv', buffer: bytes })
  const dialog = page.getByRole('dialog', { name: 'Import Evening.csv' })
  await expect(dialog).toContainText('Every row was understood')
  await dialog.getByRole('button', { name: 'Import 3 segments' }).click()
  await grid.expectNames('Doors', '=Film, "silent"', 'Credits')
  await grid.expectCell(grid.cell('Credits', 'start_time'), /09:10/)
})
