import { beforeAll, describe, expect, it } from 'vitest'
import { DETECTOR_IDS } from '../../../electron/contract/models.ts'
import type { DetectorId } from '../../../electron/contract/models.ts'
import type { SystemClip } from '../../../electron/ml/detectors/system.ts'
import { SYSTEMS } from '../../../electron/ml/detectors/systems.ts'
import type { Engine } from '../../../electron/ml/engine/engine.ts'
import { isTensorflowInstalled } from '../../../electron/ml/engine/tensorflow.ts'
import { openTestEngine } from '../../support/engine.ts'
import { clipOf, hum, humClips } from '../../support/hums.ts'

const normals = humClips(8)
const alike = (samples: Float32Array): SystemClip[] => normals.map(({ id }) => clipOf(id, samples))

/** What is wrong with the normals of one machine. */
const BAD = {
  'samples that are not numbers': [...normals, clipOf('broken.wav', hum(9).fill(NaN, 100, 110))],
  'one clip': normals.slice(0, 1),
  'a clip shorter than a frame': [...normals, clipOf('short.wav', hum(9).slice(0, 500))],
  'no clip': [],
  'identical clips': alike(hum(1)),
  'digital silence': alike(new Float32Array(16_000)),
  'one class only': normals.map(clip => ({ ...clip, attributes: { speed: '1' } }))
} satisfies Record<string, readonly SystemClip[]>

type Bad = keyof typeof BAD
/** An error with its code and what its sentence names, or what a warning says where it is learned from all the same. */
type Answer = { readonly code: string; readonly names: string } | { readonly warns: string | null }

const refuses = (code: string, names: string): Answer => ({ code, names })
const learns = (warns: string | null = null): Answer => ({ warns })

const COMMON = {
  'samples that are not numbers': refuses('degenerate-normals', 'broken.wav'),
  'one clip': refuses('too-few-normals', 'press: 1 normal clip to learn from; at least 5 are needed'),
  'a clip shorter than a frame': refuses('invalid', 'short.wav'),
  'no clip': refuses('too-few-normals', 'no normal clips'),
  'identical clips': learns('press: all 8 normal clips are the same'),
  'digital silence': refuses('degenerate-normals', 'press: all normal clips are digital silence'),
  'one class only': learns()
} satisfies Record<Bad, Answer>
/** Autoencoders learn from a single clip; its threshold comes from itself. */
const AUTOENCODER = { ...COMMON, 'one clip': learns() } satisfies Record<Bad, Answer>

const ANSWERS: Readonly<Record<DetectorId, Readonly<Record<Bad, Answer>>>> = {
  // The quality rules of the default detector: what cannot be learned from is left out, and said.
  auto: {
    ...COMMON,
    'samples that are not numbers': learns('broken.wav'),
    'a clip shorter than a frame': learns('short.wav'),
    'one clip': refuses('too-few-normals', '1'),
    'identical clips': refuses('degenerate-normals', '1'),
    'digital silence': refuses('degenerate-normals', '0')
  },
  'twfr-gmm': COMMON,
  'ae-mse': AUTOENCODER,
  'ae-mahalanobis': AUTOENCODER,
  memcae: AUTOENCODER,
  'dual-branch': COMMON,
  'dual-branch-kmeans': COMMON,
  'dual-branch-mixup': COMMON,
  'dual-branch-smote': COMMON
}

const SMALL_DUAL_BRANCH = { lengthS: 1, width: 0.1, epochs: 1, batch: 8, subClusters: 2 }
const SMALL: Readonly<Record<DetectorId, Readonly<Record<string, unknown>>>> = {
  auto: {},
  'twfr-gmm': {},
  'ae-mse': { epochs: 1, folds: 0 },
  'ae-mahalanobis': { epochs: 1, folds: 0 },
  memcae: { width: 0.125, slots: 20, batch: 4, epochs: 1 },
  'dual-branch': SMALL_DUAL_BRANCH,
  'dual-branch-kmeans': SMALL_DUAL_BRANCH,
  'dual-branch-mixup': SMALL_DUAL_BRANCH,
  'dual-branch-smote': SMALL_DUAL_BRANCH
}

/** Training takes seconds: the quick half is what is refused, and what one system of each kind learns from. */
const isAsked = process.env.EARSHOT_TEST_LONG === '1'
const QUICK: readonly DetectorId[] = ['auto', 'twfr-gmm', 'ae-mahalanobis']

const TABLE = DETECTOR_IDS.flatMap(id =>
  Object.entries(ANSWERS[id]).map(([bad, answer]) => ({ id, bad: bad as Bad, answer }))
)
const isRun = ({ id, answer }: { readonly id: DetectorId; readonly answer: Answer }): boolean =>
  isAsked || 'code' in answer || QUICK.includes(id)

describe.skipIf(!isTensorflowInstalled())(
  'bad normals [needs engine: TensorFlow, npm run setup -- --engine]',
  () => {
    let engine: Engine
    beforeAll(async () => {
      engine = await openTestEngine()
    })

    const check = async ({ id, bad, answer }: (typeof TABLE)[number]): Promise<void> => {
      const before = engine.memory()
      const warnings: string[] = []
      const system = await SYSTEMS[id].load()
      const context = { seed: 1, warn: (message: string) => void warnings.push(message) }
      const fit = system.fit(BAD[bad], system.parameters(SMALL[id]), context)
      if ('code' in answer) {
        await expect(fit).rejects.toMatchObject({
          code: answer.code,
          message: expect.stringContaining(answer.names) as string
        })
      } else {
        const fitted = await fit
        const scores = await fitted.score([clipOf('test.wav', hum(20))])
        expect(scores.every(Number.isFinite)).toBe(true)
        expect(fitted.heldOut('press').every(({ score }) => !Number.isNaN(score))).toBe(true)
        if (answer.warns !== null) expect(warnings.join('\n')).toContain(answer.warns)
        fitted.dispose()
      }
      expect(engine.memory()).toEqual(before)
    }

    it.each(TABLE.filter(isRun))('$id: $bad', check)
    it.runIf(isAsked)('every system was asked [EARSHOT_TEST_LONG=1]', () => {
      expect(TABLE.filter(isRun)).toHaveLength(DETECTOR_IDS.length * Object.keys(BAD).length)
    })
  }
)
