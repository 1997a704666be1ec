import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { decideCuda, forgetCuda, rememberCuda } from '../../../../build/set-up/cuda.mjs'

const computer = (...found: string[]) => ({
  platform: 'linux',
  arch: 'x64',
  exists: (file: string) => found.includes(file),
  hasProgram: (name: string) => found.includes(name)
})

describe('decideCuda', () => {
  it('wants it where the kernel, the loader or nvidia-smi shows a driver', () => {
    for (const sign of ['/proc/driver/nvidia/version', '/usr/lib64/libcuda.so.1', 'nvidia-smi']) {
      const decision = decideCuda(undefined, computer(sign))
      expect(decision.isWanted).toBe(true)
      expect(decision.why).toContain(sign)
    }
  })

  it('does not fetch gigabytes where there is no driver', () => {
    expect(decideCuda(undefined, computer())).toEqual({ isWanted: false, why: 'there is no NVIDIA driver' })
  })

  it('does what a person asks for', () => {
    expect(decideCuda(true, computer()).isWanted).toBe(true)
    expect(decideCuda(false, computer('nvidia-smi')).isWanted).toBe(false)
  })

  it('has no recipe for other systems, whatever is asked', () => {
    const mac = { ...computer('nvidia-smi'), platform: 'darwin', arch: 'arm64' }
    expect(decideCuda(true, mac)).toEqual({
      isWanted: false,
      why: 'there is no CUDA recipe for darwin arm64'
    })
  })
})

describe('what was asked for', () => {
  let root = ''
  beforeEach(() => {
    root = mkdtempSync(path.join(os.tmpdir(), 'earshot-cuda-'))
  })
  afterEach(() => rmSync(root, { recursive: true }))

  it('is remembered by the next set-up of the checkout', () => {
    expect(rememberCuda(root, undefined)).toBeUndefined()
    expect(rememberCuda(root, false)).toBe(false)
    expect(rememberCuda(root, undefined)).toBe(false)
    expect(rememberCuda(root, true)).toBe(true)
    expect(rememberCuda(root, undefined)).toBe(true)
  })

  it('is forgotten on request', () => {
    rememberCuda(root, true)
    forgetCuda(root)
    expect(rememberCuda(root, undefined)).toBeUndefined()
    expect(existsSync(path.join(root, '.earshot', 'cuda'))).toBe(false)
  })
})
