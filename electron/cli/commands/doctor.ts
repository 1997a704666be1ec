import { createCompute } from '../../core/compute-host/index.ts'
import type { CliContext } from '../context.ts'
import type { ExitCode } from '../exit-code.ts'
import { EXIT } from '../exit-code.ts'
import { appVersion } from '../../core/host/app-files.ts'

const rate = (gflops: number | null): string =>
  gflops === null ? 'not measured' : `${gflops.toFixed(1)} GFLOP/s`

/** Proves the engine in a compute process and says what runs, how fast, and what to do where it does not. */
export const doctor = async ({ terminal, signal, json, dataDir }: CliContext): Promise<ExitCode> => {
  const compute = createCompute({ log: () => undefined })
  try {
    terminal.progress(0, 'measuring the engine')
    const report = await compute.run('doctor', {}, { signal })
    terminal.clearProgress()
    const application = { appVersion: appVersion(), nodeVersion: process.versions.node, dataDir }
    if (json) terminal.print(JSON.stringify({ ...application, ...report }))
    else {
      const lines: readonly (readonly [string, string])[] = [
        ['Earshot', application.appVersion],
        ['Node', application.nodeVersion],
        ['Data folder', dataDir],
        ['Engine', `${report.engine}${report.version === null ? '' : ` ${report.version}`}`],
        ['Device', report.device],
        ['Matrix product', rate(report.matrixGflops)],
        ['Convolution gradient', rate(report.convolutionGradientGflops)],
        ['Results', report.isCorrect === null ? 'not checked' : report.isCorrect ? 'correct' : 'WRONG'],
        ['Memory', `${Math.round(report.memoryMb)} MB`]
      ]
      const width = Math.max(...lines.map(([name]) => name.length))
      terminal.print(lines.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n'))
      if (report.explanation !== '') terminal.print(`\n${report.explanation}`)
    }
    return report.isCorrect === false ? EXIT.nothingDone : EXIT.allDone
  } finally {
    terminal.clearProgress()
    await compute.close()
  }
}
