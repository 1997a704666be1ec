// Test equipment: lets the product run in an Electron that is older than the one it ships with (22, where no newer
// one can be fetched): `electron -r test/desktop/support/stand-in.cjs .` Nothing of the product knows of it.
'use strict'
const path = require('node:path')
const { app, protocol, utilityProcess } = require('electron')
require('./newer-node.cjs')

// better-sqlite3's own binding needs Node-API 10: this one is compiled for Node-API 8.
const sqlite = process.env.EARSHOT_STAND_IN_SQLITE
if (sqlite !== undefined) {
  const { dlopen } = process
  process.dlopen = (module, file, ...rest) =>
    dlopen(
      module,
      file.includes('better-sqlite3') || file.includes('better_sqlite3') ? sqlite : file,
      ...rest
    )
}

// protocol.handle came with Electron 25.
const handleWith = target => (scheme, answer) =>
  target.registerStreamProtocol(scheme, (request, respond) => {
    const headers = new Map(
      Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value])
    )
    answer({
      url: request.url,
      method: request.method,
      headers: { get: name => headers.get(name) ?? null }
    }).then(
      ({ status, headers, body }) => respond({ statusCode: status, headers, data: body ?? undefined }),
      () => respond({ statusCode: 500 })
    )
  })
if (protocol.handle === undefined) protocol.handle = handleWith(protocol)
app.on('session-created', ({ protocol: own }) => {
  if (own.handle === undefined) own.handle = handleWith(own)
})

// The compute processes need the newer Node too.
const { fork } = utilityProcess
utilityProcess.fork = (script, args = [], options) =>
  fork.call(utilityProcess, path.join(__dirname, 'stand-in-compute.cjs'), [script, ...args], options)
