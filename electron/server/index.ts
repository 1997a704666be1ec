import { AppError } from '../contract/errors.ts'
import { parseServeOptions, SERVER_USAGE } from './options.ts'
import type { ServeOptions } from './options.ts'
import { serve } from './serve.ts'

const WRONG_USAGE = 64

const readOptions = (): ServeOptions | 'help' | undefined => {
  try {
    return parseServeOptions(process.argv.slice(2))
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${SERVER_USAGE}`)
    return undefined
  }
}

const options = readOptions()
if (options === undefined) process.exitCode = WRONG_USAGE
else if (options === 'help') process.stdout.write(SERVER_USAGE)
else {
  try {
    await serve(options)
    process.exit(0)
  } catch (error) {
    const reason =
      error instanceof AppError ? error.message : `something unexpected failed: ${(error as Error).message}`
    process.stderr.write(`Earshot could not start: ${reason}\n`)
    process.exit(1)
  }
}
