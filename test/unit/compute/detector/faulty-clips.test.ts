import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { faultyClips } from '../../../../electron/compute/detector/faulty-clips.ts'
import type { FaultyClip } from '../../../../electron/compute/detector/faulty-clips.ts'
import { extractFeatures } from '../../../../electron/ml/detectors/auto/features.ts'
import { SYNTHETIC_FAULTS } from '../../../../electron/ml/detectors/deeper/synthetic-faults.ts'
import { writeNoiseWav } from '../../../support/wav-files.ts'

/** Every fault in two normals, and how to take the recordings away. */
const withFaults = (): { readonly faulty: FaultyClip[]; readonly remove: (name: string) => void } => {
  const folder = mkdtempSync(path.join(tmpdir(), 'earshot-faulty-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const clips = ['a.wav', 'b.wav'].map((fileName, index) => {
    const audioPath = writeNoiseWav(path.join(folder, fileName), index, { seconds: 1 })
    const clip = {
      ...{ clipId: fileName, recordingId: fileName, fileName, audioPath, channel: 1, startS: 0, lengthS: 1 },
      ...{ featuresPath: '', block: null, domain: null, attributes: {} }
    }
    return { clip, features: extractFeatures(new Float32Array(0)) }
  })
  const faulty = faultyClips({ clips, input: { seed: 1 } }, [0, 1], 2, new AbortController().signal)
  return { faulty, remove: name => rmSync(path.join(folder, name)) }
}

it('decodes a normal once for all its faults and for both detectors', async () => {
  const { faulty, remove } = withFaults()
  expect(faulty.map(({ index }) => index)).toEqual([0, 0, 0, 1, 1, 1])
  const samples: Float32Array[] = []
  for (const [order, { system }] of faulty.entries()) {
    samples.push(await system.waveform())
    if (order % SYNTHETIC_FAULTS.length === 0) remove(system.id)
  }
  for (const [order, { features }] of faulty.entries()) {
    expect(await features()).toEqual(extractFeatures(samples[order] ?? new Float32Array(0)))
  }
})

it('makes the features of a clip that no network has read', async () => {
  const { faulty } = withFaults()
  const features = await Promise.all(faulty.map(one => one.features()))
  expect(new Set(features.map(({ fingerprint }) => fingerprint)).size).toBe(faulty.length)
})
