import { createApp } from 'vue'
import { createPinia } from 'pinia'
import App from './app/App.vue'
import { chooseClient } from './app/choose-client.ts'
import { createCatalogue } from './app/i18n.ts'
import { createAppRouter } from './app/router.ts'
import { CLIENT_KEY } from './api/use-client.ts'
import './app/tokens.css'
import './app/base.css'

const client = await chooseClient()
const app = createApp(App)
app.provide(CLIENT_KEY, client)
app.use(createPinia())
app.use(createCatalogue())
app.use(createAppRouter())
app.mount('#app')
