import { AppError } from '../../../contract/errors.ts'

/** What a WebGPU adapter tells of itself; browsers leave most of it empty. */
export interface AdapterFacts {
  readonly vendor: string
  readonly architecture: string
  readonly device: string
  readonly description: string
  readonly isFallbackAdapter?: boolean
}

/** Why a device is gone. */
export interface DeviceLoss {
  readonly reason: string
  readonly message: string
}

/** The parts of a GPUDevice that are used here; the library takes the whole. */
export interface GpuDevice {
  readonly lost: Promise<DeviceLoss>
  readonly destroy: () => void
  readonly addEventListener: (
    type: 'uncapturederror',
    listener: (event: { readonly error: { readonly message: string } }) => void
  ) => void
}

/** The parts of a GPUAdapter that are used here. */
export interface GpuAdapter {
  readonly info: AdapterFacts
  readonly features: { readonly has: (feature: string) => boolean }
  readonly limits: Readonly<Record<string, unknown>>
  readonly requestDevice: (descriptor: {
    readonly requiredFeatures: readonly string[]
    readonly requiredLimits: Readonly<Record<string, number>>
  }) => Promise<GpuDevice>
}

/** `navigator.gpu`, or what Dawn makes in its place. */
export interface Gpu {
  readonly requestAdapter: (options: {
    readonly powerPreference: 'high-performance' | 'low-power'
  }) => Promise<GpuAdapter | null>
}

const SOFTWARE = /swiftshader|llvmpipe|lavapipe|software|basic render|\bwarp\b/i

/** Whether the processor does the work of this adapter, which makes it slower than every other engine. */
export const isSoftwareAdapter = (facts: AdapterFacts): boolean =>
  facts.isFallbackAdapter === true ||
  SOFTWARE.test([facts.architecture, facts.device, facts.description].join(' '))

/** The name of an adapter for a person. */
export const adapterName = ({ vendor, architecture, device, description }: AdapterFacts): string => {
  const given = [device, description].filter(text => text !== '')
  const coarse = [vendor, architecture].filter(text => text !== '')
  if (given.length > 0) return given.join(', ')
  return coarse.length > 0 ? coarse.join(' ') : 'unnamed graphics card'
}

/**
 * The fastest adapter of this computer. One that the processor computes is taken only where it is asked for.
 * @throws AppError engine-missing where there is none; `details.reason` is no-adapter or software-adapter
 */
export const chooseAdapter = async (gpu: Gpu, allowsSoftware: boolean): Promise<GpuAdapter> => {
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' })
  if (adapter === null) {
    throw new AppError(
      'engine-missing',
      'No graphics card was found that WebGPU can use. Install the driver of the graphics card (on Linux with Vulkan); without one, use another engine.',
      { reason: 'no-adapter' }
    )
  }
  if (isSoftwareAdapter(adapter.info) && !allowsSoftware) {
    const device = adapterName(adapter.info)
    throw new AppError(
      'engine-missing',
      `The only WebGPU adapter is computed by the processor (${device}), which is slower than the other engines. It is used only where WebGPU is chosen by hand.`,
      { reason: 'software-adapter', device }
    )
  }
  return adapter
}
