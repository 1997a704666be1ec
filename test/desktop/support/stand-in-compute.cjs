// Test equipment: a compute process and its threads with what an older Node lacks; see stand-in.cjs.
'use strict'
const threads = require('node:worker_threads')
const { fileURLToPath } = require('node:url')
require('./newer-node.cjs')

const requireBoth = script =>
  `require(${JSON.stringify(require.resolve('./newer-node.cjs'))}); require(${JSON.stringify(script)})`

threads.Worker = class extends threads.Worker {
  constructor(script, options) {
    super(requireBoth(script instanceof URL ? fileURLToPath(script) : script), { ...options, eval: true })
  }
}
require(process.argv[2])
