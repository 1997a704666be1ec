import { app } from 'electron'
import { z } from 'zod'
import { ownArguments, readArguments, type StartRequest } from './arguments.ts'

/** What a later start tells the first one: Chromium changes the command line on the way, this it leaves alone. */
const laterStartSchema = z.object({ args: z.array(z.string()), cwd: z.string() })

const thisStart = (): z.infer<typeof laterStartSchema> => ({
  args: ownArguments(process.argv, process.cwd(), app.isPackaged ? null : app.getAppPath()),
  cwd: process.cwd()
})

/**
 * True in the first instance, which then calls `open` for its own start, for every later one and for what is
 * dropped on the icon (macOS). A later one hands over its request; it has to quit.
 */
export const claimSingleInstance = (open: (request: StartRequest) => void): boolean => {
  const { args, cwd } = thisStart()
  if (!app.requestSingleInstanceLock({ args, cwd })) return false
  app.on('second-instance', (_event, _argv, _cwd, data) => {
    const told = laterStartSchema.safeParse(data)
    open(told.success ? readArguments(told.data.args, told.data.cwd) : { paths: [], machineId: null })
  })
  app.on('open-file', (event, file) => {
    event.preventDefault()
    open({ paths: [file], machineId: null })
  })
  open(readArguments(args, cwd))
  return true
}
