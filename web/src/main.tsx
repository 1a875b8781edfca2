import '@fontsource-variable/inter'
import './styles/index.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { followKeeper } from './api/visit'
import { App } from './app'
import { keepAppOffline } from './offlineApp'
import { heirHere } from './sync/keeper'
import { followTheme } from './theme'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no element with the id "root"')

followTheme()
followKeeper()
// Nothing is opened before what a guest left here is with the account they signed in with.
const takenOver = heirHere() === null ? Promise.resolve() : import('./sync/copies').then(({ takeOver }) => takeOver())
void takenOver
  .catch(() => undefined)
  .then(() =>
    createRoot(root).render(
      <StrictMode>
        <App />
      </StrictMode>,
    ),
  )
keepAppOffline()
