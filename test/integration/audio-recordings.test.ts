import { readFileSync, readdirSync, statSync } from 'node:fs'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import {
  checkQuality,
  decodeAnalysis,
  decodeChannel,
  openAudio,
  probeAudio,
  readName,
  writeListenFile
} from '../../electron/audio/index.ts'
import { dataPath, describeWithData } from '../support/data.ts'

interface Recording {
  readonly file: string
  readonly sampleRateHz: number
  readonly frames: number
  readonly indices: readonly number[]
  readonly channels: readonly (readonly number[])[]
  readonly absoluteSums: readonly number[]
}

const recordings = JSON.parse(
  readFileSync('test/fixtures/audio/recordings.json', 'utf8')
) as readonly Recording[]

const checkAgainst = async ({
  file,
  sampleRateHz,
  frames,
  indices,
  channels,
  absoluteSums
}: Recording): Promise<void> => {
  expect(await probeAudio(dataPath(file))).toMatchObject({
    sampleRateHz,
    frames,
    channels: channels.length,
    bitDepth: 16,
    durationS: frames / sampleRateHz
  })
  for (const [index, values] of channels.entries()) {
    const { samples } = await decodeChannel(dataPath(file), index + 1)
    expect(samples.length).toBe(frames)
    expect(indices.map(at => (samples[at] ?? 9) * 32_768)).toEqual(values)
    const sum = samples.reduce((total, value) => total + Math.abs(value * 32_768), 0)
    expect(sum).toBe(absoluteSums[index])
  }
}

const audioFiles = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(wav|flac)$/.test(name))
    .map(name => path.join(folder, name))

const expectNoBadges = async (folder: string): Promise<void> => {
  const files = audioFiles(dataPath(folder))
  expect(files.length).toBeGreaterThan(0)
  for (const file of files) {
    const reader = await openAudio(file)
    await reader.close()
    for (let channel = 1; channel <= reader.info.channels; channel++) {
      const { samples, sampleRateHz } = await decodeChannel(file, channel)
      const report = checkQuality(samples, sampleRateHz)
      expect({ file, channel, badges: report.badges }).toEqual({ file, channel, badges: [] })
      expect(report.bandwidthHz).toBeGreaterThan(7500)
    }
  }
}

describeWithData('mimii-fan-8ch', 'Eight-channel recordings', () => {
  it.each(recordings.filter(recording => recording.file.includes('8ch')))(
    '$file is what libsndfile reads',
    checkAgainst
  )
  it('have no badge on any channel', () => expectNoBadges('mimii-fan-8ch'))
  it('can be heard channel by channel', async () => {
    const file = dataPath('mimii-fan-8ch/fan/id_00/normal/00000000.wav')
    const out = path.join(mkdtempSync(path.join(tmpdir(), 'earshot-listen-')), 'listen.wav')
    await writeListenFile(file, 5, out)
    expect(statSync(out).size).toBe(44 + 2 * 160_000)
    expect(await decodeChannel(out, 1)).toEqual(await decodeChannel(file, 5))
  })
  it('name their machine, id and label', () => {
    expect(readName('mimii-fan-8ch/fan/id_00/abnormal/00000000.wav')).toMatchObject({
      label: 'anomalous',
      section: '00',
      machineName: 'fan'
    })
  })
})

describeWithData('mimii-slider-id00', 'Slide rail recordings', () => {
  it.each(recordings.filter(recording => recording.file.includes('slider')))(
    '$file is what libsndfile reads',
    checkAgainst
  )
  it('have no badge', () => expectNoBadges('mimii-slider-id00'))
  it('give any part of a FLAC file', async () => {
    const file = dataPath('mimii-slider-id00/train/normal_id_00_00000000.flac')
    const whole = await decodeAnalysis(file, 1)
    expect(await decodeAnalysis(file, 1, { startS: 2.5, lengthS: 3 })).toEqual(whole.slice(40_000, 88_000))
  })
})

describeWithData('dcase2023-dev-mini', 'DCASE 2023 recordings', () => {
  it('have no badge', () => expectNoBadges('dcase2023-dev-mini'))
  it('say in their names what they are', () => {
    for (const file of audioFiles(dataPath('dcase2023-dev-mini'))) {
      const relative = path.relative(dataPath('dcase2023-dev-mini'), file)
      const [machineName, split] = relative.split(path.sep)
      const facts = readName(relative)
      expect(facts).toMatchObject({ layout: 'dcase2022+', section: '00', machineName, split })
      expect(facts.label).toBe(relative.includes('anomaly') ? 'anomalous' : 'normal')
      expect(facts.domain).toBe(relative.includes('target') ? 'target' : 'source')
      expect(Object.keys(facts.attributes).length).toBeGreaterThan(0)
    }
  })
})
