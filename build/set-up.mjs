// Prepares everything Earshot needs, then runs a command: see build/set-up/main.mjs and CONTRIBUTING.md.
// Node built-ins only, and old syntax here, so that an old Node can still say that it is too old.
const OLDEST_NODE = 18
const found = Number(process.versions.node.split('.')[0])

if (found < OLDEST_NODE) {
  process.stderr.write(
    `Earshot needs Node ${OLDEST_NODE} or newer to set itself up; this is ${process.version}.\n` +
      'Install a current one from https://nodejs.org and start again.\n'
  )
  process.exit(1)
} else {
  const { main } = await import('./set-up/main.mjs')
  process.exitCode = await main(process.argv.slice(2))
}
