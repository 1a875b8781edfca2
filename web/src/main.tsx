import '@fontsource-variable/inter'
import './styles/index.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app'
import { keepAppOffline } from './offlineApp'
import { followTheme } from './theme'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no element with the id "root"')

followTheme()
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
keepAppOffline()
