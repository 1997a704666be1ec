import { runDoctor } from '../../electron/compute/doctor.ts'
import { printResult } from './support.ts'

/** Speed of the learning engine on this computer, as `earshot doctor` measures it. */
export const run = async (): Promise<void> => {
  const report = await runDoctor()
  console.log(`${report.engine}, ${report.device}, ${report.version ?? 'no version'}`)
  if (report.matrixGflops === null || report.convolutionGradientGflops === null) {
    console.log(report.explanation)
    return
  }
  printResult('matrix product 1024', report.matrixGflops, 'GFLOP/s')
  printResult('convolution with gradients', report.convolutionGradientGflops, 'GFLOP/s')
}
