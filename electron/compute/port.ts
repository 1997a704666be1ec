import type { FromCompute, ToCompute } from '../contract/compute.ts'

/** A compute process's line to its host, whichever way it was started. */
export interface HostPort {
  send(message: FromCompute): void
  onMessage(listener: (message: ToCompute) => void): void
  /** The host has gone: nobody waits for an answer any more. */
  onGone(listener: () => void): void
}

/** What Electron adds to `process` in a utility process. */
interface ParentPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void
}

const parentPortOf = (candidate: object): ParentPort | undefined =>
  'parentPort' in candidate ? (candidate.parentPort as ParentPort) : undefined

/** The port of this process: Electron's utilityProcess or Node's child_process.fork. */
export const hostPort = (): HostPort => {
  const parentPort = parentPortOf(process)
  if (parentPort !== undefined) {
    return {
      send: message => parentPort.postMessage(message),
      onMessage: listener => parentPort.on('message', event => listener(event.data as ToCompute)),
      // Electron ends its utility processes together with the browser process.
      onGone: () => undefined
    }
  }
  if (process.send === undefined) throw new Error('A compute process is started by its host, not by hand')
  return {
    // A closed channel is reported by 'disconnect'; an error on one message in flight adds nothing to that.
    send: message => process.send?.(message, undefined, {}, () => undefined),
    onMessage: listener => process.on('message', message => listener(message as ToCompute)),
    onGone: listener => process.on('disconnect', listener)
  }
}
