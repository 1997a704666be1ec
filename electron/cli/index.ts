#!/usr/bin/env node
import { main } from './main.ts'
import { processTerminal } from './terminal.ts'
import { EXIT } from './exit-code.ts'

const terminal = processTerminal()
const controller = new AbortController()

// The first Ctrl+C cancels and tidies up, a second one ends the process at once.
const stop = (): void => {
  if (controller.signal.aborted) process.exit(EXIT.interrupted)
  controller.abort()
}
process.on('SIGINT', stop)
process.on('SIGTERM', stop)

const code = await main(process.argv.slice(2), terminal, controller.signal)
// Pipes are written asynchronously on some systems: the last of it goes out before the end.
process.stdout.write('', () => process.exit(code))
