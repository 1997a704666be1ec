import { describe, expect, it } from 'vitest'
import {
  adapterName,
  chooseAdapter,
  isSoftwareAdapter
} from '../../../../../electron/ml/engine/webgpu/adapter.ts'
import type { AdapterFacts, Gpu } from '../../../../../electron/ml/engine/webgpu/adapter.ts'

const EMPTY: AdapterFacts = { vendor: '', architecture: '', device: '', description: '' }
const CARD: AdapterFacts = {
  vendor: 'nvidia',
  architecture: 'hopper',
  device: 'NVIDIA H100',
  description: 'NVIDIA: 570.86'
}

/** A computer whose only adapter tells this of itself; none where it is null. */
const computerWith = (facts: AdapterFacts | null): Gpu => ({
  requestAdapter: () =>
    Promise.resolve(
      facts === null
        ? null
        : {
            info: facts,
            features: new Set<string>(),
            limits: {},
            requestDevice: () => Promise.reject(new Error('no device is asked for'))
          }
    )
})

describe('an adapter that the processor computes', () => {
  it.each([
    { ...EMPTY, vendor: 'google', architecture: 'swiftshader' },
    { ...EMPTY, vendor: 'mesa', description: 'llvmpipe (LLVM 15.0.6, 256 bits)' },
    { ...EMPTY, vendor: 'microsoft', device: 'Microsoft Basic Render Driver' },
    { ...CARD, isFallbackAdapter: true }
  ])('is told by what it says of itself: %o', facts => expect(isSoftwareAdapter(facts)).toBe(true))

  it.each([CARD, { ...EMPTY, vendor: 'apple', architecture: 'metal-3' }, EMPTY])(
    'is none of these: %o',
    facts => expect(isSoftwareAdapter(facts)).toBe(false)
  )

  it('is taken where it is asked for', async () => {
    const facts = { ...EMPTY, architecture: 'swiftshader' }
    expect((await chooseAdapter(computerWith(facts), true)).info).toBe(facts)
    await expect(chooseAdapter(computerWith(facts), false)).rejects.toMatchObject({
      code: 'engine-missing',
      details: { reason: 'software-adapter', device: 'swiftshader' }
    })
  })
})

describe('a graphics card', () => {
  it('is named by device and driver, where a browser hides them by vendor and kind', () => {
    expect(adapterName(CARD)).toBe('NVIDIA H100, NVIDIA: 570.86')
    expect(adapterName({ ...CARD, device: '', description: '' })).toBe('nvidia hopper')
    expect(adapterName(EMPTY)).toBe('unnamed graphics card')
  })

  it('that is not there is said with what to do', async () => {
    await expect(chooseAdapter(computerWith(null), true)).rejects.toMatchObject({
      code: 'engine-missing',
      message: expect.stringContaining('Install the driver') as string,
      details: { reason: 'no-adapter' }
    })
  })
})
