import { ActiveNow } from '../screens/ActiveNow'

const TimerScreen = () => (
  <>
    <h1>Stage timer</h1>
    <ActiveNow />
  </>
)

export default TimerScreen
