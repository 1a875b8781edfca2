import { ActiveNow } from '../screens/ActiveNow'

const BackstageScreen = () => (
  <>
    <h1>Backstage</h1>
    <ActiveNow />
  </>
)

export default BackstageScreen
