// Test equipment: `electron -r` this, and a message box of the system is one line of JSON on stdout and answered at
// once with its first button.
'use strict'
const { dialog } = require('electron')

dialog.showMessageBox = async (...args) => {
  process.stdout.write(`${JSON.stringify({ dialog: args[args.length - 1] })}\n`)
  return { response: 0 }
}
