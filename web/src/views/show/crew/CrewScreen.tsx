import { ShowHeader } from '../ShowHeader'
import { ActiveNow } from '../screens/ActiveNow'

const CrewScreen = () => (
  <>
    <ShowHeader />
    <h1>Crew</h1>
    <ActiveNow />
  </>
)

export default CrewScreen
