import { lazy } from 'react'
import type { ShowScreen } from '../../../routes'

const CallerScreen = lazy(() => import('../caller/CallerScreen'))
const CrewScreen = lazy(() => import('../crew/CrewScreen'))
const TimerScreen = lazy(() => import('../stage/TimerScreen'))
const BackstageScreen = lazy(() => import('../stage/BackstageScreen'))

/** The screens of a show beside its plan; each is fetched when it is wanted first. */
export const SCREENS: Readonly<Record<Exclude<ShowScreen, 'plan'>, typeof CallerScreen>> = {
  call: CallerScreen,
  crew: CrewScreen,
  timer: TimerScreen,
  stage: BackstageScreen,
}
