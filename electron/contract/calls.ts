import type { z } from 'zod'
import { exchangeMethods } from './exchange.ts'
import { findingEvents, findingMethods } from './findings.ts'
import { importMethods } from './imports.ts'
import { jobEvents, jobMethods } from './jobs.ts'
import { machineEvents, machineMethods } from './machines.ts'
import { modelEvents, modelMethods } from './models.ts'
import { recorderEvents, recorderMethods } from './recorder.ts'
import { recordingEvents, recordingMethods } from './recordings.ts'
import { reportMethods } from './reports.ts'
import { resultMethods } from './results.ts'
import { systemEvents, systemMethods } from './system.ts'

/** Every call of the application, by name. */
export const methods = {
  ...machineMethods,
  ...exchangeMethods,
  ...recordingMethods,
  ...recorderMethods,
  ...importMethods,
  ...jobMethods,
  ...modelMethods,
  ...resultMethods,
  ...findingMethods,
  ...reportMethods,
  ...systemMethods
} as const

/** Every event of the application, by name. */
export const events = {
  ...machineEvents,
  ...recordingEvents,
  ...recorderEvents,
  ...jobEvents,
  ...modelEvents,
  ...findingEvents,
  ...systemEvents
} as const

export type Methods = typeof methods
export type MethodName = keyof Methods
/** What a caller passes (defaults may be left out). */
export type Input<N extends MethodName> = z.input<Methods[N]['input']>
/** What a handler gets (defaults filled in). */
export type ParsedInput<N extends MethodName> = z.output<Methods[N]['input']>
export type Output<N extends MethodName> = z.output<Methods[N]['output']>

export type Events = typeof events
export type EventName = keyof Events
export type EventPayload<N extends EventName> = z.output<Events[N]>

/** One handler per call; a missing one is a type error. */
export type Handlers = { readonly [N in MethodName]: (input: ParsedInput<N>) => Promise<Output<N>> }
