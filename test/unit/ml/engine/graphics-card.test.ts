import { expect, it } from 'vitest'
import type { Places } from '../../../../electron/ml/engine/graphics-card.ts'
import { hasNvidiaDriver, mayHaveGraphicsCard } from '../../../../electron/ml/engine/graphics-card.ts'

const computer = (files: readonly string[], devices: readonly string[] = []): Places => ({
  exists: place => files.includes(place),
  list: folder => (folder === '/dev/dri' ? devices : [])
})

it('sees an NVIDIA driver by what the kernel or the loader has of it', () => {
  expect(hasNvidiaDriver('linux', computer(['/proc/driver/nvidia/version']))).toBe(true)
  expect(hasNvidiaDriver('linux', computer(['/usr/lib/wsl/lib/libcuda.so.1']))).toBe(true)
  expect(hasNvidiaDriver('linux', computer(['/usr/bin/ls']))).toBe(false)
  expect(hasNvidiaDriver('win32', computer(['/proc/driver/nvidia/version']))).toBe(false)
})

it('knows on Linux that there is no graphics card, and elsewhere leaves it open', () => {
  expect(mayHaveGraphicsCard('linux', computer([]))).toBe(false)
  expect(mayHaveGraphicsCard('linux', computer([], ['card0', 'renderD128']))).toBe(true)
  expect(mayHaveGraphicsCard('linux', computer(['/dev/dxg']))).toBe(true)
  expect(mayHaveGraphicsCard('darwin', computer([]))).toBe(true)
})
