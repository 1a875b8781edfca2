/**
 * The run of show as a person sees it: rows by their names, cells by row and column.
 */
import { expect, type Locator, type Page } from '@playwright/test'

export type SegmentColumn =
  | 'order'
  | 'name'
  | 'start_time'
  | 'end_time'
  | 'duration'
  | 'type'
  | 'status'
  | 'notes'
  | 'cues_count'
  | 'created_by'
  | 'updated_at'
export type CueColumn = 'number' | 'department' | 'label' | 'note'

/** What is drawn in a cell, without the names of the people in it. */
const CONTENTS = ':scope > span:first-child'

const exactly = (text: string): RegExp => new RegExp(`^\\s*${text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`)

export class Grid {
  readonly page: Page
  readonly table: Locator

  constructor(page: Page) {
    this.page = page
    this.table = page.getByRole('treegrid', { name: 'Run of show' })
  }

  get segments(): Locator {
    return this.table.locator('[role=row][data-kind=segment]')
  }

  get cues(): Locator {
    return this.table.locator('[role=row][data-kind=cue]')
  }

  get headings(): Locator {
    return this.table.getByRole('columnheader')
  }

  row(name: string): Locator {
    return this.#rowWith(this.segments, 'name', name)
  }

  cueRow(label: string): Locator {
    return this.#rowWith(this.cues, 'label', label)
  }

  cell(name: string, column: SegmentColumn): Locator {
    return this.row(name).locator(`[data-column=${column}]`)
  }

  cueCell(label: string, column: CueColumn): Locator {
    return this.cueRow(label).locator(`[data-column=${column}]`)
  }

  /** The text of a cell, whether it is being edited or not. */
  contents(cell: Locator): Locator {
    return cell.locator(CONTENTS)
  }

  /** The field in the cell that is open. */
  get field(): Locator {
    return this.table.locator('[role=gridcell] :is(input, textarea)')
  }

  /** What is said below a time that is being typed. */
  get understood(): Locator {
    return this.page.locator('[role=status], [role=alert]').filter({ has: this.page.locator(':scope[id]') })
  }

  get addSegment(): Locator {
    return this.table.getByRole('gridcell', { name: /^Add a segment/ })
  }

  /** The names of the segments, from the first to the last. */
  async names(): Promise<string[]> {
    return (await this.segments.locator('[data-column=name]').locator(CONTENTS).allTextContents()).map((name) => name.trim())
  }

  async expectNames(...names: readonly string[]): Promise<void> {
    await expect.poll(() => this.names()).toEqual(names)
  }

  async expectCell(cell: Locator, text: string | RegExp): Promise<void> {
    await expect(this.contents(cell)).toHaveText(text)
  }

  /** Goes to a cell, without opening it. */
  async goTo(cell: Locator): Promise<void> {
    // A press on the cell where one is already would open it.
    const isHere = await cell.evaluate((element) => element === document.activeElement)
    if (!isHere) await cell.click()
    await expect(cell).toBeFocused()
  }

  /** Opens a cell with what is in it, the caret at its end. */
  async open(cell: Locator): Promise<void> {
    await this.goTo(cell)
    await this.page.keyboard.press('F2')
    await expect(this.field).toBeFocused()
  }

  /** Writes over a cell, and commits with Enter. */
  async write(cell: Locator, text: string): Promise<void> {
    await this.goTo(cell)
    await this.page.keyboard.type(text)
    await this.page.keyboard.press('Enter')
  }

  async showCues(name: string): Promise<void> {
    await this.row(name).getByRole('button', { name: /^Show the cues of/ }).click()
  }

  #rowWith(rows: Locator, column: string, text: string): Locator {
    const words = this.page.locator(`[data-column=${column}] > span:first-child`, { hasText: exactly(text) })
    return rows.filter({ has: words })
  }
}
