import type { TaskRegistry } from './serve.ts'

/** Every task by name; what it needs is loaded when it is first asked for. */
export const registry: TaskRegistry = {
  prepare: async () => (await import('./tasks/prepare.ts')).prepare,
  probe: async () => (await import('./tasks/probe.ts')).probe,
  fit: async () => (await import('./tasks/fit.ts')).fit,
  score: async () => (await import('./tasks/score.ts')).score,
  scoreSamples: async () => (await import('./tasks/score-samples.ts')).scoreSamples,
  nearestNormal: async () => (await import('./tasks/questions.ts')).nearestNormal,
  falseAlarmsAt: async () => (await import('./tasks/questions.ts')).falseAlarmsAt,
  newCondition: async () => (await import('./tasks/questions.ts')).newCondition,
  detect: async () => (await import('./tasks/detect.ts')).detect,
  peaks: async () => (await import('./tasks/peaks.ts')).peaks,
  listen: async () => (await import('./tasks/listen.ts')).listen,
  spectrogram: async () => (await import('./tasks/spectrogram.ts')).spectrogramPicture,
  report: async () => {
    const { renderReport } = await import('./report/index.ts')
    return ({ data, outPath }, { signal, report }) => renderReport(data, outPath, signal, report)
  },
  sample: async () => (await import('./sample/index.ts')).synthesise,
  detectors: async () => (await import('./tasks/detectors.ts')).detectors,
  dcase: async () => (await import('./tasks/dcase.ts')).dcase,
  evaluate: async () => (await import('./tasks/evaluate.ts')).evaluate,
  pack: async () => (await import('./tasks/exchange.ts')).packMachine,
  inspect: async () => (await import('./tasks/exchange.ts')).inspectMachine,
  unpack: async () => (await import('./tasks/exchange.ts')).unpackMachine,
  learningEngine: async () => (await import('./tasks/learning-engine.ts')).learningEngine,
  measureEngine: async () => {
    const { measureEngine } = await import('./measure-engine.ts')
    return ({ engine, isPinned }) => measureEngine(engine, isPinned)
  }
}
