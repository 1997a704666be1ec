import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { resample } from '../../../../electron/audio/resample/resample.ts'
import { systemClips } from '../../../../electron/compute/detector/system-clips.ts'
import { writeNoiseWav } from '../../../support/wav-files.ts'

it('gives a clip at other speeds from the samples of its own part of the recording', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'earshot-clips-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = writeNoiseWav(path.join(folder, 'two.wav'), 1, { seconds: 2 })
  const source = { path: file, channel: 1, clipLengthS: 1, signal: new AbortController().signal }
  const facts = { machine: 'press', domain: null, attributes: {}, recording: file }
  const [, second] = await systemClips(source, ['first', 'second'], facts)
  const plain = (await second?.waveform()) ?? new Float32Array(0)
  expect(plain).toHaveLength(16_000)
  expect(await second?.atSpeed?.(1.1)).toEqual(resample(plain, 17_600, 16_000))
  expect(await second?.atSpeed?.(0.9)).toHaveLength(Math.ceil(16_000 / 0.9))
})
