import { ipcMain } from 'electron'
import type { IpcMainInvokeEvent, WebContents } from 'electron'
import { CHANNELS } from '../../contract/desktop-bridge.ts'
import { AppError } from '../../contract/errors.ts'
import type { Core } from '../../core/core.ts'
import type { DesktopVerbs } from '../desktop-bridge.ts'
import type { Log } from '../log.ts'
import { assertTrustedSender } from '../security/sender.ts'
import { answerText, parsedText, textOf } from './answer-text.ts'
import { createUploads } from './uploads.ts'

export interface IpcOptions {
  readonly core: Core
  readonly verbs: DesktopVerbs
  readonly log: Log
  /** Pages that are told of events. */
  readonly pages: () => readonly WebContents[]
}

type Receiver = (name: string, content: unknown, sender: WebContents) => Promise<unknown>

const bytesOf = (value: unknown): Uint8Array => {
  if (value instanceof Uint8Array) return value
  throw new AppError('invalid', 'Only bytes can be sent to an address')
}

/** Answers the bridge of the preload script and tells pages the core's events. */
export const answerBridge = ({ core, verbs, log, pages }: IpcOptions): void => {
  const answer = (channel: string, receive: Receiver): void =>
    ipcMain.handle(channel, (event: IpcMainInvokeEvent, name: unknown, content: unknown) =>
      answerText(async () => {
        assertTrustedSender(event.senderFrame)
        return receive(textOf(name), content, event.sender)
      }, log)
    )
  const uploads = createUploads(core)
  answer(CHANNELS.call, (name, content) => core.dispatch(name, parsedText(content)))
  answer(CHANNELS.desktop, (name, content, sender) => verbs(name, parsedText(content), sender))
  answer(CHANNELS.send, (address, content, sender) => {
    const bytes = bytesOf(content)
    return address.startsWith('uploads/')
      ? uploads.receive(address, bytes, sender)
      : core.receiveBytes(address, bytes)
  })
  core.onAny((name, payload) => {
    const text = JSON.stringify(payload)
    for (const page of pages()) if (!page.isDestroyed()) page.send(CHANNELS.event, name, text)
  })
}
