import { createSSRApp, h } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { expect, it } from 'vitest'
import type { DoctorReport } from '../../../../../electron/contract/system.ts'
import { createCatalogue } from '../../../../../renderer/src/app/i18n.ts'
import EngineTable from '../../../../../renderer/src/features/settings/EngineTable.vue'

const report: DoctorReport = {
  ...{ engine: 'webgpu', choice: 'webgpu', isAvailable: true, device: 'card', version: null },
  ...{ explanation: '', matrixGflops: 1, convolutionGradientGflops: 1, isCorrect: true, memoryMb: 1 },
  engines: [
    {
      ...{
        id: 'webgpu',
        state: 'works',
        why: '',
        device: 'card',
        version: null,
        threads: null,
        canTrain: true
      },
      ...{ matrixGflops: 1, convolutionGradientGflops: 1, isCorrect: true, memoryMb: 1, gpuMemoryMb: null }
    }
  ]
}

it('says which engine is in use, unless the choice has changed since', async () => {
  const tableOf = (isOutdated: boolean): Promise<string> =>
    renderToString(
      createSSRApp({ render: () => h(EngineTable, { report, isOutdated }) }).use(createCatalogue())
    )
  expect(await tableOf(false)).toContain('in use')
  expect(await tableOf(true)).not.toContain('in use')
})
