import { ShowHeader } from '../ShowHeader'
import { ActiveNow } from '../screens/ActiveNow'

const CallerScreen = () => (
  <>
    <ShowHeader />
    <h1>Call</h1>
    <ActiveNow />
  </>
)

export default CallerScreen
