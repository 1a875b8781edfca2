import { sayDuration } from '../../../model/times'
import { useMayEdit } from '../../../react/useSession'
import { Button } from '../../../ui/Button'
import { Menu, MenuItem, MenuSection } from '../../../ui/Menu'
import { applyFix } from '../applyFix'
import { useDesk } from '../DeskContext'
import { quoted } from '../words'
import { useAhead } from './useAhead'
import { useName } from './useNow'
import type { TimingNow } from './useTiming'

/** In the strip of the call: the show runs into a fixed start, and what can be done about it. */
export const AheadMenu = ({ timing }: { timing: TimingNow }) => {
  const desk = useDesk()
  const mayEdit = useMayEdit()
  const ahead = useAhead(timing)
  const name = quoted(useName(ahead?.anchor ?? null))
  if (ahead === null) return null
  const sentence = `${name} ${sayDuration(ahead.size)} late`
  if (!mayEdit) return <span>{sentence}</span>
  return (
    <Menu label={`Ways out: ${sentence}`} trigger={<Button icon="overlap">{sentence}</Button>}>
      <MenuSection title={`${name} has a fixed start`}>
        {ahead.fixes.map((fix) => (
          <MenuItem
            key={fix.label}
            label={fix.label}
            isDisabled={fix.problem !== undefined}
            {...(fix.problem === undefined ? {} : { description: fix.problem })}
            onAction={() => applyFix(desk, fix)}
          />
        ))}
      </MenuSection>
    </Menu>
  )
}
