import { grouped } from '../../actions/action'
import { showActions } from '../../actions/showActions'
import { ShortcutSheet, type ShortcutGroup } from '../../ui/ShortcutSheet'

/** What the grid itself understands (grid/keys.ts), in words; commands come from their own list. */
const GRID: readonly ShortcutGroup[] = [
  {
    title: 'Going about',
    shortcuts: [
      { label: 'To the next cell', keys: ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'] },
      { label: 'On and back in reading order', keys: ['Tab', 'Shift+Tab'] },
      { label: 'To the ends of the row', keys: ['Home', 'End'] },
      { label: 'A page up or down', keys: ['PageUp', 'PageDown'] },
      { label: 'Pick several rows', keys: ['Shift+ArrowUp', 'Shift+ArrowDown'] },
      { label: 'Pick all rows', keys: ['Mod+A'] },
      { label: 'Copy, cut and paste the cell or the picked rows', keys: ['Mod+C', 'Mod+X', 'Mod+V'] },
      { label: 'Show and hide cues', keys: ['Alt+ArrowRight', 'Alt+ArrowLeft'] },
      { label: 'All details of the segment', keys: ['Mod+I'] },
      { label: 'Ways out of a gap or an overlap', keys: ['Mod+.'] },
      { label: 'Menu of the row', keys: ['Shift+F10'] },
      { label: 'Leave the table: Escape, then', keys: ['Tab'] },
    ],
  },
  {
    title: 'In a cell',
    shortcuts: [
      { label: 'Write over what is there: just type', keys: ['A'] },
      { label: 'Edit what is there', keys: ['Enter', 'F2'] },
      { label: 'Keep it and go down', keys: ['Enter'] },
      { label: 'Keep it and go on', keys: ['Tab'] },
      { label: 'A new line in notes', keys: ['Shift+Enter'] },
      { label: 'Leave it as it was', keys: ['Escape'] },
      { label: 'Empty it', keys: ['Delete'] },
    ],
  },
]

/** Words that the grid's own tables have already said. */
const SAID = new Set(['edit'])

/** Every key that does something, on one sheet. */
export const Shortcuts = ({ onClose }: { onClose: () => void }) => {
  const commands = grouped(showActions).map(([title, actions]) => ({
    title,
    shortcuts: actions
      .filter(({ keys, name }) => keys.length > 0 && !SAID.has(name))
      .map(({ label, keys }) => ({ label, keys })),
  }))
  return (
    <ShortcutSheet
      groups={[...GRID, ...commands.filter((group) => group.shortcuts.length > 0)]}
      isOpen
      onClose={onClose}
    />
  )
}
