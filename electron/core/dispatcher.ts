import type { z } from 'zod'
import {
  AppError,
  methods,
  type Client,
  type Handlers,
  type Input,
  type MethodName,
  type Output,
  type ParsedInput
} from '../contract/index.ts'
import type { CoreOptions } from './core.ts'

const isMethodName = (name: string): name is MethodName => Object.hasOwn(methods, name)

const firstIssue = (error: z.ZodError): string => {
  const [issue] = error.issues
  if (issue === undefined) return 'the input does not fit'
  return issue.path.length === 0 ? issue.message : `${issue.path.join('.')}: ${issue.message}`
}

const parseInput = <N extends MethodName>(name: N, input: unknown): ParsedInput<N> => {
  const parsed = methods[name].input.safeParse(input)
  if (parsed.success) return parsed.data as ParsedInput<N>
  throw new AppError('invalid', `${name}: ${firstIssue(parsed.error)}`, { issues: parsed.error.issues })
}

const parseOutput = <N extends MethodName>(name: N, output: unknown): Output<N> => {
  const parsed = methods[name].output.safeParse(output)
  if (parsed.success) return parsed.data as Output<N>
  throw new Error(`${name} answered what its contract does not allow: ${firstIssue(parsed.error)}`)
}

/** An error as AppError: what is none is logged in full and becomes `internal`, an abort `cancelled`. */
export const asAppError = (error: unknown, log: CoreOptions['log'], where: string): AppError => {
  if (error instanceof AppError) return error
  if (error instanceof DOMException && error.name === 'AbortError') {
    return new AppError('cancelled', 'Cancelled', {}, { cause: error })
  }
  log('error', `${where} failed unexpectedly`, error)
  return new AppError(
    'internal',
    'Something unexpected failed; the log file has the details.',
    { where },
    { cause: error }
  )
}

export interface Dispatcher {
  dispatch(name: string, input: unknown): Promise<unknown>
  readonly call: Client['call']
}

/** Calls by name: input and output are checked against the contract, and only AppErrors come out. */
export const createDispatcher = (handlers: Handlers, log: CoreOptions['log']): Dispatcher => {
  const call = async <N extends MethodName>(name: N, input: Input<N>): Promise<Output<N>> => {
    try {
      return parseOutput(name, await handlers[name](parseInput(name, input)))
    } catch (error) {
      throw asAppError(error, log, name)
    }
  }
  return {
    call,
    dispatch: async (name, input) => {
      if (!isMethodName(name)) throw new AppError('invalid', `There is no call named "${name}"`, { name })
      // The input is unknown here by design: parseInput decides.
      return call(name, input as Input<typeof name>)
    }
  }
}
