import type { ComponentType } from 'react'
import type { ShowScreen } from '../../../routes'
import { Skeleton } from '../../../ui/Skeleton'
import { MissingScreen } from '../../shell/Missing'
import { part } from '../../shell/part'

const SCREEN = { waiting: () => <Skeleton label="Opening the show" rows={6} />, missing: MissingScreen }

/** The screens of a show beside its plan; each is fetched when it is wanted first. */
export const SCREENS: Readonly<Record<Exclude<ShowScreen, 'plan'>, ComponentType>> = {
  call: part(() => import('../caller/CallerScreen'), SCREEN),
  crew: part(() => import('../crew/CrewScreen'), SCREEN),
  timer: part(() => import('../stage/TimerScreen'), SCREEN),
  stage: part(() => import('../stage/BackstageScreen'), SCREEN),
  report: part(() => import('../report/ReportScreen'), SCREEN),
}
