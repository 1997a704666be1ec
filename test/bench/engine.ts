import { measureEngine } from '../../electron/compute/measure-engine.ts'
import { engineWish } from '../../electron/ml/engine/wish.ts'
import { printResult } from './support.ts'

/** Speed of a learning engine on this computer, as `earshot doctor` measures it; EARSHOT_ENGINE names another one. */
export const run = async (): Promise<void> => {
  const { choice } = engineWish()
  const report = await measureEngine(choice === 'automatic' ? 'tensorflow' : choice, choice !== 'automatic')
  if (report.state !== 'works') return console.log(`${report.id}: ${report.why}`)
  console.log(`${report.id}, ${report.device ?? ''}, ${report.version ?? 'no version'}`)
  if (report.matrixGflops !== null) printResult('matrix product 1024', report.matrixGflops, 'GFLOP/s')
  if (report.convolutionGradientGflops !== null)
    printResult('convolution with gradients', report.convolutionGradientGflops, 'GFLOP/s')
}
