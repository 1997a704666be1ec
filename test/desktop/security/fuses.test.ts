import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { flipFuses, FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses'
import { expect, it } from 'vitest'
import { electronFuses } from '../../../build/package/fuses.mjs'
import { findElectron } from '../../../build/set-up/electron.mjs'

const root = path.resolve(import.meta.dirname, '../../..')

/** The fuse that electron-builder names so (runAsNode -> RunAsNode). */
const fuseOf = (name: string): FuseV1Options => {
  const known = `${name.charAt(0).toUpperCase()}${name.slice(1)}` as keyof typeof FuseV1Options
  return FuseV1Options[known]
}

it('gives fuses that a real Electron takes', async () => {
  const electron = findElectron(root, process.env)
  if (electron === undefined) throw new Error('There is no Electron')
  const folder = await mkdtemp(path.join(os.tmpdir(), 'earshot-fuses-'))
  try {
    const binary = path.join(folder, 'electron')
    await copyFile(electron.binary, binary)
    const wanted = Object.entries(electronFuses(electron.version)).map(
      ([name, isOn]) => [fuseOf(name), Boolean(isOn)] as const
    )
    await flipFuses(binary, { version: FuseVersion.V1, ...Object.fromEntries(wanted) })
    const wire = await getCurrentFuseWire(binary)
    const states = wanted.map(([fuse]) => wire[fuse])
    expect(states).toEqual(wanted.map(([, isOn]) => (isOn ? FuseState.ENABLE : FuseState.DISABLE)))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
