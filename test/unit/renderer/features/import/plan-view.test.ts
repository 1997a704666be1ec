import { createSSRApp, h } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { expect, it } from 'vitest'
import { createCatalogue } from '../../../../../renderer/src/app/i18n.ts'
import PlanView from '../../../../../renderer/src/features/import/PlanView.vue'
import { machineSummary } from '../../machine-summary.ts'

it('asks nothing where there is no recording to import', async () => {
  const plan = {
    ...{ planId: 'p', files: [], unreadable: [], passedOver: 0, layout: 'none' as const },
    ...{ machineId: 'fan', proposedClipLengthS: 10, channels: 1 }
  }
  const props = { plan, summary: machineSummary({ name: 'fan' }), isBusy: false }
  const app = createSSRApp({ render: () => h(PlanView, props) })
  app.use(createCatalogue())
  const page = await renderToString(app)
  expect(page).toContain('No recording found')
  expect(page).not.toMatch(/Please Input|No Data|0 B|Clip length/u)
})
