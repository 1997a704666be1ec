import type { WebFrameMain } from 'electron'
import { AppError } from '../../contract/errors.ts'
import { isOwnPage } from './origin.ts'

/** What the check looks at: the frame that sent a message, null when it is gone already. */
export type SenderFrame = Pick<WebFrameMain, 'url' | 'parent'> | null | undefined

/** Whether a message comes from the interface: the top frame of a window, showing our own page. */
export const isTrustedSender = (frame: SenderFrame): boolean =>
  frame !== null && frame !== undefined && frame.parent === null && isOwnPage(frame.url)

/** Every message to the main process passes here first. @throws AppError unauthorised */
export const assertTrustedSender = (frame: SenderFrame): void => {
  if (isTrustedSender(frame)) return
  throw new AppError('unauthorised', 'This page may not use Earshot', { url: frame?.url ?? null })
}
