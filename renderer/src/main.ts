import { createApp } from 'vue'
import { createPinia } from 'pinia'
import App from './app/App.vue'
import { createClient, desktopBridge } from './api/create-client.ts'
import { createDesktop, DESKTOP_KEY } from './api/desktop.ts'
import { createCatalogue } from './app/i18n.ts'
import { createAppRouter, fetchPages } from './app/router.ts'
import { CLIENT_KEY } from './api/use-client.ts'
import './app/tokens.css'
import './app/base.css'

const app = createApp(App)
app.provide(CLIENT_KEY, createClient(new URL('/', document.baseURI).href))
const bridge = desktopBridge()
app.provide(DESKTOP_KEY, bridge === undefined ? null : createDesktop(bridge))
app.use(createPinia())
app.use(createCatalogue())
const router = createAppRouter()
app.use(router)
app.mount('#app')
router
  .isReady()
  .then(fetchPages)
  .catch((error: unknown) => console.warn('The pages could not be fetched ahead', error))
