import type { WebContents } from 'electron'
import { desktopMethods } from '../contract/desktop.ts'
import type { DesktopMethodName, DesktopOutput, DesktopParsedInput } from '../contract/desktop.ts'
import { AppError } from '../contract/errors.ts'

/** One function per verb of contract/desktop.ts; `page` is the one that asks. */
export type DesktopHandlers = {
  readonly [N in DesktopMethodName]: (
    input: DesktopParsedInput<N>,
    page: WebContents
  ) => DesktopOutput<N> | Promise<DesktopOutput<N>>
}

/** Answers a verb by name. @throws AppError invalid on a name or input that the contract does not know */
export type DesktopVerbs = (name: string, input: unknown, page: WebContents) => Promise<unknown>

const isVerb = (name: string): name is DesktopMethodName => Object.hasOwn(desktopMethods, name)

/** The verbs by name, their input checked against the contract. */
export const createDesktopVerbs =
  (handlers: DesktopHandlers): DesktopVerbs =>
  async (name, input, page) => {
    if (!isVerb(name)) throw new AppError('invalid', `There is no verb named "${name}"`, { name })
    const parsed = desktopMethods[name].input.safeParse(input)
    if (!parsed.success) throw new AppError('invalid', `The input of ${name} does not fit`, { name })
    const handle = handlers[name] as (input: unknown, page: WebContents) => unknown
    return handle(parsed.data, page)
  }
