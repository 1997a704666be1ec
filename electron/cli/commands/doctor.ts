import type { EngineChoice } from '../../contract/engines.ts'
import type { DoctorReport, EngineReport } from '../../contract/system.ts'
import { createCompute } from '../../core/compute-host/index.ts'
import { appVersion } from '../../core/host/app-files.ts'
import { examineEngines } from '../../core/system/doctor.ts'
import type { CliContext } from '../context.ts'
import type { ExitCode } from '../exit-code.ts'
import { EXIT } from '../exit-code.ts'
import { columns } from '../table.ts'

export interface DoctorOptions {
  readonly engine: EngineChoice
}

const HEADER = ['Engine', 'State', 'Matrix product', 'Convolution gradient', 'Memory', 'GPU memory']
const STATES = { works: 'works', absent: 'not here', failed: 'FAILED' } as const

const rate = (gflops: number | null): string =>
  gflops === null ? '-' : `${gflops.toFixed(gflops < 1 ? 3 : 1)} GFLOP/s`
const size = (megabytes: number | null): string => (megabytes === null ? '-' : `${megabytes} MB`)

const row = (used: string, engine: EngineReport): string[] => [
  `${engine.id === used ? '* ' : '  '}${engine.id}`,
  engine.state === 'works' && !engine.canTrain ? 'only scores' : STATES[engine.state],
  rate(engine.matrixGflops),
  rate(engine.convolutionGradientGflops),
  size(engine.memoryMb),
  size(engine.gpuMemoryMb)
]

/** The report in words: a table, what each working engine is, why the others do not work, which one is in use. */
export const doctorText = ({ engine: used, engines, explanation }: DoctorReport): string =>
  [
    columns(
      HEADER,
      engines.map(engine => row(used, engine))
    ),
    '',
    ...engines.map(({ id, state, device, version, why }) =>
      state === 'works' ? `${id}: ${device ?? ''}; ${version ?? ''}` : `${id}: ${why}`
    ),
    '',
    explanation
  ].join('\n')

/**
 * Measures every engine, each in a compute process of its own, and says which one is in use and why not a better
 * one. The exit status says whether any engine works.
 */
export const doctor = async (
  { terminal, signal, json, dataDir }: CliContext,
  { engine }: DoctorOptions
): Promise<ExitCode> => {
  const compute = createCompute({ log: () => undefined })
  try {
    const onProgress = (fraction: number, message: string): void => terminal.progress(fraction, message)
    const report = await examineEngines(compute, engine, { signal, onProgress })
    terminal.clearProgress()
    const application = { appVersion: appVersion(), nodeVersion: process.versions.node, dataDir }
    if (json) terminal.print(JSON.stringify({ ...application, ...report }))
    else {
      const { nodeVersion } = application
      terminal.print(`Earshot ${application.appVersion}, Node ${nodeVersion}, data folder ${dataDir}\n`)
      terminal.print(doctorText(report))
    }
    return report.isAvailable ? EXIT.allDone : EXIT.nothingDone
  } finally {
    terminal.clearProgress()
    await compute.close()
  }
}
