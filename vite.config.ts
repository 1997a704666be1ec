import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

// The oldest browser the interface runs in: Chromium 108, of the Electron that the tests use.
const OLDEST_BROWSER = 'chrome108'

export default defineConfig({
  root: 'renderer',
  plugins: [vue()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: OLDEST_BROWSER,
    // The licences of what is bundled, for the packages.
    license: { fileName: 'licences.json' },
    // Served from this computer only, so one large library file costs nothing.
    chunkSizeWarningLimit: 2_000
  }
})
