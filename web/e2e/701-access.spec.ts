/** By keyboard alone, by ear, with weak eyes, by touch (U6). */
import { type BrowserContextOptions, devices, type Page } from '@playwright/test'
import { axeOn } from './support/axe'
import type { Person } from './support/person'
import { makeShow, plan, readShow } from './support/shows'
import { expect, test } from './support/test'

const SEVERE = ['serious', 'critical']

const complaintsAbout = async (page: Page): Promise<string[]> => {
  const { violations } = await (await axeOn(page)).analyze()
  return violations.filter(({ impact }) => SEVERE.includes(impact ?? '')).map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
}

const { viewport, userAgent, hasTouch, isMobile, deviceScaleFactor } = devices['Pixel 7']
const PHONE: BrowserContextOptions = { viewport, userAgent, hasTouch, isMobile, deviceScaleFactor }

const tight = {
  ...plan('Doors', 'Welcome', 'Film'),
  segments: (plan('Doors', 'Welcome', 'Film').segments ?? []).map((segment, index) => ({
    ...segment,
    colour: ['none', 'teal', 'amber'][index],
    status: ['completed', 'in_progress', 'pending'][index],
    notes: 'Something worth knowing',
    ...(index === 2 ? { start: 9 * 3_600_000 + 8 * 60_000 } : {}),
  })),
  cues: [{ id: 'lx1', segment: 'segment-1', label: 'House to half', department: 'lighting', number: '1', note: 'Slowly' }],
}

test('U6 by keyboard alone: a show, three segments with times, a cue, and one step back', async ({ ana }) => {
  const { page, grid } = ana
  const { keyboard } = page
  await page.goto('/')
  await expect(page.getByRole('button', { name: 'New show' })).toBeVisible()
  for (let presses = 0; presses < 20; presses += 1) {
    await keyboard.press('Tab')
    if (await page.getByRole('button', { name: 'New show' }).evaluate((button) => button === document.activeElement)) break
  }
  await keyboard.press('Enter')
  await expect(page.getByLabel('Title')).toBeFocused()
  await keyboard.type('Without a mouse')
  await keyboard.press('Enter')
  const first = page.getByRole('button', { name: 'Add the first segment' })
  await expect(first).toBeVisible()
  for (let presses = 0; presses < 30; presses += 1) {
    if (await first.evaluate((button) => button === document.activeElement)) break
    await keyboard.press('Tab')
  }
  await keyboard.press('Enter')
  await expect(grid.field).toBeFocused()
  const rows = [
    ['Doors', '1830', '30'],
    ['Welcome', '', '5'],
    ['Film', '', '1h30'],
  ] as const
  for (const [index, [name, start, duration]] of rows.entries()) {
    if (index > 0) await keyboard.press('Control+Enter')
    await expect(grid.field).toBeFocused()
    await keyboard.type(name)
    await keyboard.press('Tab')
    if (start) await keyboard.type(start)
    await keyboard.press('Tab')
    await keyboard.press('Tab')
    await expect(grid.cell(name, 'duration')).toBeFocused()
    await keyboard.type(duration)
    await keyboard.press('F2')
    await expect(grid.cell(name, 'duration')).toBeFocused()
  }
  await keyboard.press('Alt+Enter')
  await expect(grid.field).toBeFocused()
  await keyboard.type('House out')
  await keyboard.press('F2')
  await grid.expectNames('Doors', 'Welcome', 'Film')
  await grid.expectCell(grid.cell('Film', 'start_time'), '19:05')
  await expect(grid.cueRow('House out')).toBeVisible()
  await keyboard.press('Control+z')
  await expect(grid.cueRow('House out')).toBeHidden()
  await expect(page.getByRole('button', { name: 'Saved. Everything is saved on the server.' })).toBeVisible()
})

test('U6 the keyboard leads out of the table again', async ({ ana, server }) => {
  await ana.opens(await makeShow(server, 'No trap', plan('Doors', 'Film')))
  await ana.grid.goTo(ana.grid.cell('Doors', 'name'))
  await ana.page.keyboard.press('Escape')
  await ana.page.keyboard.press('Tab')
  await expect.poll(() => ana.grid.table.evaluate((table) => table.contains(document.activeElement))).toBe(false)
})

test('U6 the sheet of keys says what there is', async ({ ana, server }) => {
  await ana.opens(await makeShow(server, 'Keys', plan('Doors')))
  await ana.page.keyboard.press('Control+/')
  const sheet = ana.page.getByRole('dialog', { name: /[Kk]ey/ })
  for (const words of ['Add below', 'Duplicate', 'Move up', 'Undo']) await expect(sheet.getByText(words, { exact: true }).first()).toBeVisible()
  await ana.page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
})

test('U6 what others do is announced, once and politely', async ({ enter, server }) => {
  const name = await makeShow(server, 'By ear', plan('Doors', 'Film'))
  const [ana, bela] = [await enter('Ana Lima'), await enter('Bela Okafor')]
  await ana.opens(name)
  await bela.opens(name)
  await bela.grid.write(bela.grid.cell('Film', 'duration'), '45')
  await expect(ana.announcements.filter({ hasText: 'Bela Okafor made “Film” last 45 min.' })).toHaveCount(1)
  await bela.grid.goTo(bela.grid.cell('Doors', 'name'))
  await bela.page.keyboard.press('Control+Backspace')
  await expect(ana.announcements.filter({ hasText: 'Bela Okafor deleted “Doors”.' })).toHaveCount(1)
})

test('U6 what one does oneself is announced', async ({ ana, server }) => {
  await ana.opens(await makeShow(server, 'Own deeds', plan('Doors', 'Film')))
  await ana.grid.goTo(ana.grid.cell('Doors', 'name'))
  await ana.page.keyboard.press('Alt+ArrowDown')
  await expect(ana.announcements.filter({ hasText: 'Moved down.' })).toHaveCount(1)
})

/** Every place with something of its own to draw. */
const PLACES: Readonly<Record<string, (person: Person) => Promise<unknown>>> = {
  'the run of show with its cues': ({ grid }) => grid.showCues('Doors'),
  'a cell that is edited': ({ grid }) => grid.open(grid.cell('Doors', 'name')),
  'a time that makes no sense': async ({ grid, page }) => {
    await grid.write(grid.cell('Doors', 'start_time'), 'soonish')
    await expect(page.getByRole('alert')).toBeVisible()
  },
  'a choice': async ({ grid, page }) => {
    await grid.open(grid.cell('Doors', 'status'))
    await expect(page.getByRole('option').first()).toBeVisible()
  },
  'the menu of a row': async ({ grid, page }) => {
    await grid.goTo(grid.cell('Doors', 'name'))
    await page.keyboard.press('Shift+F10')
    await expect(page.getByRole('menuitem').first()).toBeVisible()
  },
  'the menu of the show': async ({ page }) => {
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await expect(page.getByRole('menuitem').first()).toBeVisible()
  },
  'the ways out of an overlap': async ({ page }) => {
    await page.getByRole('button', { name: /^Overlaps/ }).click()
    await expect(page.getByRole('menuitem').first()).toBeVisible()
  },
  'the columns': ({ page }) => page.getByRole('button', { name: 'Columns', exact: true }).click(),
  'the sheet of a segment': async ({ grid, page }) => {
    await grid.goTo(grid.cell('Doors', 'name'))
    await page.keyboard.press('Control+i')
    await expect(page.getByRole('dialog')).toBeVisible()
  },
  'date and place': ({ page }) => page.getByRole('button', { name: /^Date, place/ }).click(),
  'the explanation of the badge': ({ badge }) => badge.click(),
}

for (const theme of ['dark', 'light'] as const) {
  test(`U6 axe finds nothing serious in a show, ${theme}${theme === 'light' ? ' @long' : ''}`, async ({ ana, server }) => {
    test.setTimeout(120_000)
    const name = await makeShow(server, 'Looked at', tight)
    await ana.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    const found: Record<string, string[]> = {}
    await ana.opens(name)
    for (const [place, go] of Object.entries(PLACES)) {
      await go(ana)
      const complaints = await complaintsAbout(ana.page)
      if (complaints.length > 0) found[place] = complaints
      await ana.page.keyboard.press('Escape')
      await expect(ana.page.getByRole('dialog')).toBeHidden()
    }
    expect(found).toEqual({})
  })

  test(`U6 axe finds nothing serious in the library, ${theme}${theme === 'dark' ? ' @long' : ''}`, async ({ ana: { page }, server }) => {
    await makeShow(server, 'Looked at')
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await page.goto('/')
    await expect(page.getByRole('link', { name: 'Looked at' }).first()).toBeVisible()
    expect(await complaintsAbout(page)).toEqual([])
    await page.getByRole('button', { name: 'New show' }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    expect(await complaintsAbout(page)).toEqual([])
  })

  test(`U6 axe finds nothing serious on a phone, ${theme}${theme === 'dark' ? ' @long' : ''}`, async ({ enter, server }) => {
    const name = await makeShow(server, 'In the hand', tight)
    const bela = await enter('Bela Okafor', { context: { ...PHONE, colorScheme: theme, reducedMotion: 'reduce' } })
    await bela.opens(name)
    expect(await complaintsAbout(bela.page)).toEqual([])
    await bela.grid.cell('Doors', 'name').tap()
    await expect(bela.page.getByRole('dialog', { name: 'Segment 1 of 3' })).toBeVisible()
    expect(await complaintsAbout(bela.page)).toEqual([])
    await bela.page.goto('/')
    await expect(bela.page.getByRole('button', { name: 'New show' })).toBeVisible()
    expect(await complaintsAbout(bela.page)).toEqual([])
  })
}

test('on a phone a tap opens the segment, and everything in it can be edited', async ({ enter, server }) => {
  const name = await makeShow(server, 'By thumb', plan('Doors', 'Film'))
  const ana = await enter('Ana Lima', { context: PHONE })
  await ana.opens(name)
  await ana.grid.cell('Film', 'name').tap()
  const sheet = ana.page.getByRole('dialog', { name: 'Segment 2 of 2' })
  await sheet.getByRole('textbox', { name: 'Name', exact: true }).fill('Silent film')
  await sheet.getByRole('textbox', { name: 'Duration', exact: true }).fill('90')
  await expect(ana.page.getByText('Lasts 1 h 30 min')).toBeVisible()
  await sheet.getByRole('textbox', { name: 'Notes', exact: true }).fill('Reel two')
  await sheet.getByRole('button', { name: 'Done' }).tap()
  await expect(sheet).toBeHidden()
  await ana.grid.expectNames('Doors', 'Silent film')
  await ana.expectSaved()
  expect((await readShow(server, name)).segments[1]).toMatchObject({ name: 'Silent film', notes: 'Reel two', duration: 90 * 60_000 })
})

test('on a phone nothing is wider than the screen, and a segment can be added', async ({ enter, server }) => {
  const ana = await enter('Ana Lima', { context: PHONE })
  await ana.opens(await makeShow(server, 'Narrow', tight))
  expect(await ana.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  await ana.page.getByRole('button', { name: 'Add a segment' }).tap()
  await ana.page.keyboard.type('One more')
  await ana.page.keyboard.press('Enter')
  await expect(ana.grid.row('One more')).toBeVisible()
})

test('U8 on a phone a card shows the columns that were chosen, and a new one has room to be written', async ({ enter, server }) => {
  const ana = await enter('Ana Lima', { context: PHONE })
  const { grid, page } = ana
  await ana.opens(await makeShow(server, 'Cards', tight))
  await expect(grid.cell('Doors', 'type')).toBeVisible()
  await page.getByRole('button', { name: 'More', exact: true }).tap()
  await page.getByRole('menuitem', { name: 'Columns…' }).tap()
  const dialog = page.getByRole('dialog', { name: 'Columns' })
  for (const column of ['Type', 'Created by']) await dialog.getByText(column, { exact: true }).tap()
  await dialog.getByRole('button', { name: 'Done' }).tap()
  await expect(grid.cell('Doors', 'type')).toBeHidden()
  await expect(grid.cell('Doors', 'created_by')).toBeAttached()
  await page.getByRole('button', { name: 'Add a segment' }).tap()
  await expect(grid.field).toBeFocused()
  const field = await grid.field.boundingBox()
  const duration = await grid.table.locator('[data-here] [data-column=duration]').boundingBox()
  expect(field?.width).toBeGreaterThan(150)
  expect((field?.x ?? 0) + (field?.width ?? 0)).toBeLessThanOrEqual(duration?.x ?? 0)
  expect(await grid.table.evaluate((table) => table.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
})

test('on a tablet an edge says that the table goes on, until its end is in sight', async ({ enter, server }) => {
  const ana = await enter('Ana Lima', { context: { viewport: { width: 820, height: 1180 }, hasTouch: true, isMobile: true } })
  await ana.opens(await makeShow(server, 'Wider', plan('Doors')))
  const edge = ana.page.locator('[data-more]')
  await expect(edge).toBeVisible()
  await ana.grid.table.evaluate((table) => void (table.parentElement?.scrollTo({ left: 10_000 })))
  await expect(edge).toHaveCount(0)
})

test('nobody is told of keys or of dropping files where there is a finger', async ({ enter, startServer }) => {
  const bela = await enter('Bela Okafor', { context: PHONE, server: await startServer() })
  await bela.page.goto('/')
  await expect(bela.page.getByText('The callboard is empty')).toBeVisible()
  await expect(bela.page.getByText('drop a CSV or XLSX file here')).toBeHidden()
  await bela.page.getByRole('button', { name: 'Open the sample production' }).tap()
  await bela.page.getByRole('button', { name: 'More', exact: true }).tap()
  await expect(bela.page.getByRole('menuitem', { name: 'Print' })).toBeVisible()
  await expect(bela.page.getByRole('menuitem', { name: 'Print' }).locator('kbd').first()).toBeHidden()
})

/** What a finger has to hit, smaller than 48 by 48 pixels, its own margin to the next one included. */
const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const wanted = 48
    const small: string[] = []
    for (const element of document.querySelectorAll<HTMLElement>('button, a[href], input:not([hidden]), [role=gridcell][data-column], [role=option], [role=menuitem]')) {
      // A field is hit through its frame or its label as well.
      const box = (element.closest('label, [data-boxed]') ?? element).getBoundingClientRect()
      // What only the keyboard brings into view, such as the way past the header, no finger has to hit.
      const isSeen = box.width > 1 && box.height > 1 && box.bottom > 0 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
      if (!isSeen || element.closest('[role=row]')?.contains(element) === true) continue
      // A larger area may be given to the finger than is drawn, with a pseudo-element.
      const halo = getComputedStyle(element, '::after')
      const [width, height] = [Math.max(box.width, parseFloat(halo.width) || 0), Math.max(box.height, parseFloat(halo.height) || 0)]
      if (Math.min(width, height) < wanted - 0.5) small.push(`${element.getAttribute('aria-label') ?? element.textContent} ${Math.round(width)}×${Math.round(height)}`)
    }
    return small
  })

test('U6 on a touch screen what a finger has to hit is at least 48 pixels large', async ({ enter, server }) => {
  const ana = await enter('Ana Lima', { context: PHONE })
  const name = await makeShow(server, 'Fingers', tight)
  await ana.page.goto('/')
  await expect(ana.page.getByRole('link', { name: 'Fingers' })).toBeVisible()
  expect(await smallTargets(ana.page), 'in the library').toEqual([])
  await ana.opens(name)
  expect(await smallTargets(ana.page), 'in a show').toEqual([])
  for (const row of await ana.grid.segments.all()) expect((await row.boundingBox())?.height).toBeGreaterThanOrEqual(48)
  const within = [ana.page.getByRole('button', { name: /^(Show|Open) the cues of Doors/ }), ana.page.getByRole('button', { name: /^Overlap|^Gap/ })]
  for (const target of within) {
    const box = await target.first().boundingBox()
    expect(Math.round(Math.min(box?.width ?? 0, box?.height ?? 0)), String(target)).toBeGreaterThanOrEqual(48)
  }
  await ana.grid.cell('Doors', 'name').tap()
  await expect(ana.page.getByRole('dialog')).toBeVisible()
  expect(await smallTargets(ana.page), 'on the sheet of a segment').toEqual([])
})

test('U6 whoever asked for less motion gets none', async ({ ana, server }) => {
  await ana.page.emulateMedia({ reducedMotion: 'reduce' })
  await ana.opens(await makeShow(server, 'Still', tight))
  await ana.page.getByRole('button', { name: 'Columns', exact: true }).click()
  await expect(ana.page.getByRole('dialog')).toBeVisible()
  const longest = await ana.page.evaluate(() => {
    const seconds = (list: string): number => Math.max(...list.split(',').map((part) => parseFloat(part) * (part.trim().endsWith('ms') ? 0.001 : 1)))
    return Math.max(
      ...[...document.querySelectorAll('*')].map((element) => {
        const { animationDuration, animationName, transitionDuration, transitionProperty } = getComputedStyle(element)
        return Math.max(animationName === 'none' ? 0 : seconds(animationDuration), transitionProperty === 'none' ? 0 : seconds(transitionDuration))
      }),
    )
  })
  expect(longest).toBeLessThanOrEqual(0.01)
})
