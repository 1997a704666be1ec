import { describe, expect, it } from 'vitest'
import { extractFeatures } from '../../../../electron/ml/detectors/auto/features.ts'
import { fitAuto } from '../../../../electron/ml/detectors/auto/fit.ts'
import { detectNewCondition } from '../../../../electron/ml/notices/new-condition.ts'
import type { RecentScore } from '../../../../electron/ml/notices/new-condition.ts'
import { machineSound, normals } from '../detectors/auto/synthetic.ts'
import type { Sound } from '../detectors/auto/synthetic.ts'

const fitted = fitAuto({ clips: normals(24) }, { ignoreLevel: false })
const scored = (seed: number, sound: Sound = {}): RecentScore =>
  fitted.score(extractFeatures(machineSound(seed, sound)))

const knock = (hz: number) => (index: number) =>
  0.5 * Math.exp(-(index % 3000) / 30) * Math.sin((2 * Math.PI * hz * index) / 16_000)
const tone = (hz: number) => (index: number) => 0.1 * Math.sin((2 * Math.PI * hz * index) / 16_000)
const faults: readonly Sound[] = [
  { extra: knock(3300) },
  { extra: tone(6100) },
  { gain: 2 },
  { extra: tone(2500) },
  { extra: knock(900) },
  { extra: index => (index % 8000 < 2000 ? 0.3 * Math.sin(index * index * 1e-6) : 0) }
]
const usual = Array.from({ length: 12 }, (_, index) => scored(200 + index))

describe('the question whether there is a new operating condition', () => {
  it('comes up for a planted speed change', () => {
    const changed = Array.from({ length: 8 }, (_, index) => scored(300 + index, { speedHz: 236 }))
    expect(changed.every(({ isFlagged }) => isFlagged)).toBe(true)
    const notice = detectNewCondition([...usual, ...changed])
    expect(notice?.flagged.length).toBeGreaterThanOrEqual(8)
    expect(notice?.correlation).toBeGreaterThan(0.8)
  })

  it('does not come up for mixed faults', () => {
    const mixed = Array.from({ length: 12 }, (_, index) => scored(400 + index, faults[index % faults.length]))
    expect(mixed.filter(({ isFlagged }) => isFlagged).length).toBeGreaterThanOrEqual(6)
    expect(detectNewCondition([...usual.slice(0, 8), ...mixed])).toBeUndefined()
  })

  it('needs five flags and thirty percent of the last twenty', () => {
    const alike = (isFlagged: boolean): RecentScore => ({ isFlagged, bands: [0.7, 0.2, 0.1] })
    const list = (flagged: number, others: number): RecentScore[] => [
      ...Array.from({ length: flagged }, () => alike(true)),
      ...Array.from({ length: others }, () => alike(false))
    ]
    expect(detectNewCondition(list(4, 4))).toBeUndefined()
    expect(detectNewCondition(list(5, 15))).toBeUndefined()
    expect(detectNewCondition(list(6, 14))?.correlation).toBeCloseTo(1, 9)
    expect(detectNewCondition(list(6, 15))).toBeUndefined()
    expect(detectNewCondition([])).toBeUndefined()
  })
})
