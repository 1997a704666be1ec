import { AppError } from '../../../contract/errors.ts'
import type { GpuDevice } from './adapter.ts'

/** Reads the values of a tensor, as the library does it. */
export type Read<Values> = (dataId: object) => Promise<Values>

/** Tells whether a device can still be trusted. */
export interface LossGuard {
  /** Reading that ends with an error once the device is lost or has refused work: the numbers would be wrong. */
  readonly guard: <Values>(read: Read<Values>) => Read<Values>
  /** From here on the end of the device is wanted. */
  readonly close: () => void
}

const ADVICE =
  'Nothing that was saved is changed. Start again: if it happens again, update the driver or choose another engine.'

/**
 * Watches a device. WebGPU reports nothing where work is handed in: on a lost device, or after an allocation that
 * failed, calls succeed and compute nothing. Every number comes out by reading, so that is where it is said.
 */
export const watchDevice = (device: GpuDevice): LossGuard => {
  let isClosed = false
  let failure: AppError | null = null
  const fail = (reason: string, sentence: string, message: string): AppError => {
    failure ??= new AppError('engine-lost', `${sentence} ${ADVICE}`, { reason, message })
    return failure
  }
  void device.lost.then(({ reason, message }) => {
    if (!isClosed) fail(reason, 'The graphics card stopped working or was taken away.', message)
  })
  device.addEventListener('uncapturederror', ({ error }) => {
    const isMemory = /memory|max buffer size/i.test(`${error.constructor.name} ${error.message}`)
    if (isMemory) fail('memory', 'The graphics card has too little free memory for this.', error.message)
    else fail('refused', 'The graphics card refused a calculation.', error.message)
  })
  const check = (): void => {
    if (failure !== null) throw failure
  }
  return {
    guard: read => async dataId => {
      check()
      try {
        return await read(dataId)
      } catch (cause) {
        // The loss may be told just after the read that it ended.
        await new Promise(resolve => setTimeout(resolve, 0))
        check()
        throw cause
      } finally {
        check()
      }
    },
    close: () => {
      isClosed = true
    }
  }
}
