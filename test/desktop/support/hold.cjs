// Test equipment: `electron -r` this, and the application waits until Playwright is attached, which then calls
// __playwright_run. Attached to a window that is just being made it may wait for ever. (Playwright's own loader does
// the same, and turns off much of Chromium besides.)
'use strict'
const { app } = require('electron')

// An argument that Playwright adds.
if (process.argv.includes('--remote-debugging-port=0')) {
  const ready = app.whenReady()
  const attached = new Promise(resolve => {
    globalThis.__playwright_run = resolve
  })
  app.whenReady = () => attached.then(() => ready)
}
