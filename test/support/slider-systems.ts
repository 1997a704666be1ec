import { resample } from '../../electron/audio/resample/resample.ts'
import type { SystemClip } from '../../electron/ml/detectors/system.ts'
import { loadSliderClips } from './slider-clips.ts'

const SAMPLE_RATE_HZ = 16_000
const MACHINE = 'slider'

/** The slide rail's clips as systems take them. */
export interface SliderSystemClips {
  readonly machine: string
  readonly train: readonly SystemClip[]
  readonly test: readonly SystemClip[]
  readonly isAnomalous: readonly boolean[]
}

const clipsOf = async (folder: 'train' | 'test'): Promise<SystemClip[]> =>
  (await loadSliderClips(folder)).map(({ file, samples }) => ({
    id: file,
    machine: MACHINE,
    domain: null,
    attributes: {},
    recording: file,
    waveform: () => Promise.resolve(samples),
    atSpeed: factor => Promise.resolve(resample(samples, Math.round(factor * SAMPLE_RATE_HZ), SAMPLE_RATE_HZ))
  }))

/** The 75 normals and 60 tests of the slide rail. */
export const sliderSystemClips = async (): Promise<SliderSystemClips> => {
  const test = await clipsOf('test')
  return {
    machine: MACHINE,
    train: await clipsOf('train'),
    test,
    isAnomalous: test.map(({ id }) => id.startsWith('anomaly_'))
  }
}
