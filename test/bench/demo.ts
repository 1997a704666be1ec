import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { detectNewCondition } from '../../electron/ml/notices/new-condition.ts'
import { extractFeatures } from '../../electron/ml/detectors/auto/features.ts'
import { fitAuto } from '../../electron/ml/detectors/auto/fit.ts'
import { NOMINAL_SHAFT_HZ } from '../../electron/compute/sample/fan.ts'
import { FAULTS } from '../../electron/compute/sample/faults.ts'
import { synthesiseClip, type ClipPlan } from '../../electron/compute/sample/clip.ts'
import { runCli } from '../support/run-cli.ts'

const features = (plan: ClipPlan): ReturnType<typeof extractFeatures> => extractFeatures(synthesiseClip(plan))

/** Whether the question for a new condition comes up: the last twenty recordings of the sample fan. */
export const measureNotices = (): { name: string; flagged: number; isAsked: boolean }[] => {
  const clips = Array.from({ length: 40 }, (_, index) => ({
    id: String(index),
    group: String(index),
    order: index,
    features: features({ seed: 1 + index })
  }))
  const fitted = fitAuto({ clips }, { ignoreLevel: false })
  const usual = Array.from({ length: 10 }, (_, index): ClipPlan => ({ seed: 5000 + index }))
  const cases: [string, ClipPlan[]][] = [
    ['as usual', Array.from({ length: 10 }, (_, index) => ({ seed: 5100 + index }))],
    ...[0.9, 1.1].map((factor): [string, ClipPlan[]] => [
      `speed x ${factor}`,
      Array.from({ length: 10 }, (_, index) => ({ seed: 5200 + index, shaftHz: factor * NOMINAL_SHAFT_HZ }))
    ]),
    [
      'mixed faults at -6 dB',
      Array.from({ length: 10 }, (_, index) => ({
        seed: 5300 + index,
        fault: FAULTS[index % FAULTS.length] ?? 'bearing',
        faultLevelDb: -6
      }))
    ]
  ]
  return cases.map(([name, last]) => {
    const recent = [...usual, ...last].map(plan => fitted.score(features(plan)))
    return {
      name,
      flagged: recent.filter(({ isFlagged }) => isFlagged).length,
      isAsked: detectNewCondition(recent) !== undefined
    }
  })
}

/** `earshot demo` as a person runs it, its table, and the question for a new operating condition. */
export const run = async (_args: readonly string[]): Promise<void> => {
  const out = await mkdtemp(path.join(tmpdir(), 'earshot-bench-demo-'))
  try {
    const startedMs = performance.now()
    const { code, stderr } = await runCli(['demo', '--out', out])
    const seconds = (performance.now() - startedMs) / 1000
    if (code !== 0) throw new Error(`demo ended with ${code}: ${stderr}`)
    console.log(`earshot demo: ${seconds.toFixed(1)} s (bar: 60 s)\n`)
    console.log(await readFile(path.join(out, 'table.md'), 'utf8'))
    console.log('\n| last ten of twenty recordings | flagged of 20 | asks for a new condition |')
    console.log('|---|---|---|')
    for (const { name, flagged, isAsked } of measureNotices()) {
      console.log(`| ${name} | ${flagged} | ${isAsked ? 'yes' : 'no'} |`)
    }
  } finally {
    await rm(out, { recursive: true, force: true })
  }
}
