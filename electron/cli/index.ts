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

process.exit(await main(process.argv.slice(2), terminal, controller.signal))
