import { AppError } from '../../../contract/errors.ts'
import type { Gpu } from './adapter.ts'

/**
 * WebGPU of this page, by Chromium's own implementation.
 * @throws AppError engine-missing; `details.reason` is no-webgpu
 */
export const pageGpu = (): Gpu => {
  const gpu: unknown = Reflect.get(navigator, 'gpu')
  if (isGpu(gpu)) return gpu
  throw new AppError('engine-missing', 'This browser has no WebGPU. Use another engine.', {
    reason: 'no-webgpu'
  })
}

const isGpu = (value: unknown): value is Gpu =>
  typeof value === 'object' && value !== null && typeof Reflect.get(value, 'requestAdapter') === 'function'
