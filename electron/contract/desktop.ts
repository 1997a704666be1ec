import { z } from 'zod'
import { COMMAND_IDS } from './commands.ts'
import { idSchema, nothing } from './common.ts'
import { event, method } from './method.ts'

/**
 * What only the desktop can do, asked for through the bridge: menu, dialogs, task bar. The core knows nothing of
 * it, and a browser has none of it.
 */

/** What is on the screen, so that the menu offers what can be done there. */
export const shownSchema = z.object({
  machine: z.object({ id: idSchema, name: z.string().max(200) }).nullable(),
  /** Commands that do something now. */
  commands: z.array(z.enum(COMMAND_IDS)),
  isRailOpen: z.boolean(),
  /** True while a microphone is open or a series runs: the computer stays awake. */
  isRecording: z.boolean()
})
export type Shown = z.infer<typeof shownSchema>

/** What a dialog of the system asks for. */
const CHOICES = ['files', 'folder', 'machine-file'] as const

/** An address inside the interface: the part after the hash. */
const placeSchema = z.string().startsWith('/').max(2000)

export const desktopMethods = {
  /** Whether the page was opened again after it had stopped; true once, then false. */
  'page.wasRestored': method(z.object({}), z.boolean()),
  /** The page listens, and shows this. */
  'desktop.show': method(shownSchema, nothing),
  /** Asks for files, a folder or a machine file; no paths when the person cancels. */
  'desktop.choose': method(z.object({ what: z.enum(CHOICES) }), z.object({ paths: z.array(z.string()) })),
  /** Asks where to save a machine file; null when the person cancels. */
  'desktop.chooseTarget': method(
    z.object({ fileName: z.string().min(1).max(255) }),
    z.object({ path: z.string().nullable() })
  ),
  /** News of a job that ended, shown by the system when the window is not looked at. */
  'desktop.announce': method(
    z.object({
      title: z.string().max(300),
      body: z.string().max(2000),
      place: placeSchema,
      /** Newly flagged recordings, for the badge of the application. */
      flagged: z.number().int().min(0),
      /** How long the job ran, in seconds. */
      durationS: z.number().min(0)
    }),
    nothing
  ),
  /** Shows the file that was saved last in the file manager. */
  'desktop.revealSaved': method(nothing, nothing),
  /** The text of the licences of all parts. */
  'desktop.licences': method(nothing, z.object({ text: z.string() }))
} as const

/** What only the desktop tells. */
export const desktopEvents = {
  /** A command of the menu. */
  'desktop.command': event(z.object({ id: z.enum(COMMAND_IDS) })),
  /** Files and folders that were dropped on the icon, opened from the file manager or given at the start. */
  'desktop.opened': event(z.object({ paths: z.array(z.string()).min(1) })),
  /** A machine of the menu, or the page behind a notification. */
  'desktop.goTo': event(z.object({ place: placeSchema })),
  /** A file was saved by a dialog of the system. */
  'desktop.saved': event(z.object({ fileName: z.string() }))
} as const

export type DesktopMethods = typeof desktopMethods
export type DesktopMethodName = keyof DesktopMethods
export type DesktopInput<N extends DesktopMethodName> = z.input<DesktopMethods[N]['input']>
export type DesktopParsedInput<N extends DesktopMethodName> = z.output<DesktopMethods[N]['input']>
export type DesktopOutput<N extends DesktopMethodName> = z.output<DesktopMethods[N]['output']>
export type DesktopEventName = keyof typeof desktopEvents
export type DesktopEventPayload<N extends DesktopEventName> = z.output<(typeof desktopEvents)[N]>
