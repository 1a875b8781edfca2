import { useShow } from '../../../react/useSession'
import { useQuery } from '../../../routes'
import { useTitle } from '../../shell/useTitle'
import { useNeedTime } from '../calling/CallContext'
import { useTiming } from '../calling/useTiming'
import { BackstageFace } from './BackstageFace'
import { BACKSTAGE, readLook } from './screenAddress'
import { ScreenFrame } from './ScreenFrame'

/** For whoever waits behind the stage: what is on, what comes and when, who has to be ready, and what the caller says. */
const BackstageScreen = () => {
  const { look, faults } = readLook(BACKSTAGE, useQuery())
  const timed = useTiming({ always: true })
  const show = useShow((value) => value)
  const title = show.meta.title || 'Untitled show'
  useNeedTime()
  useTitle(`Backstage: ${title}`)
  return (
    <ScreenFrame title={`Backstage of ${title}`} theme={look.theme} faults={faults}>
      <BackstageFace show={show} timed={timed} look={look} />
    </ScreenFrame>
  )
}

export default BackstageScreen
