import { AppError, toErrorBody } from '../../contract/errors.ts'
import type { AnswerText } from '../../contract/desktop-bridge.ts'
import type { Log } from '../log.ts'

/** The answer of some work as JSON: errors cross as { code, message, details }, never as a stack. */
export const answerText = async (work: () => Promise<unknown>, log: Log): Promise<AnswerText> => {
  try {
    return JSON.stringify({ value: (await work()) ?? null })
  } catch (error) {
    if (!(error instanceof AppError)) log('error', 'a message of the page failed', error)
    return JSON.stringify({ error: toErrorBody(error) })
  }
}

/** A text of a message. @throws AppError invalid where it is none */
export const textOf = (value: unknown): string => {
  if (typeof value === 'string') return value
  throw new AppError('invalid', 'This message is not one of the interface')
}

/** What a text of JSON says. @throws AppError invalid where it is none */
export const parsedText = (value: unknown): unknown => {
  const text = textOf(value)
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new AppError('invalid', 'This message is not one of the interface', {}, { cause })
  }
}
