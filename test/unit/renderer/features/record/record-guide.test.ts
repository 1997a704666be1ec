import { createSSRApp, h } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { expect, it } from 'vitest'
import type { StoreDetectorId } from '../../../../../electron/contract/models.ts'
import type { Guide } from '../../../../../electron/contract/recorder.ts'
import { createCatalogue } from '../../../../../renderer/src/app/i18n.ts'
import RecordGuide from '../../../../../renderer/src/features/record/RecordGuide.vue'

const guide: Guide = {
  ...{ clipLengthS: 10, normals: 12, clips: 12, learnedS: 120, provisionalClips: 5, fullClips: 20 },
  ...{ missingForProvisional: 0, missingForFull: 8, conditions: [], days: [], sessions: 1 },
  ...{ levelDeviationDb: 0.2, suggestsIgnoreLevel: false, excluded: 0, excludedFor: [] }
}

/** The words of the guide of a machine whose version in force is of a detector. */
const wordsWith = async (detector: StoreDetectorId | null, own: Partial<Guide> = {}): Promise<string> =>
  (await pageWith(detector, own)).replace(/<[^>]*>/gu, ' ').replace(/\s+/gu, ' ')

const pageWith = async (
  detector: StoreDetectorId | null,
  own: Partial<Guide> = {},
  isFitting = false
): Promise<string> => {
  const version = detector === null ? null : 3
  const props = { machineId: 'fan', arrivals: null, canPlan: false, isFitting, version, detector }
  const app = createSSRApp({ render: () => h(RecordGuide, { ...props, guide: { ...guide, ...own } }) })
  app.use(createCatalogue()).component('RouterLink', () => null)
  return renderToString(app)
}

it('fits nothing while a fit of the machine waits or runs, and says so', async () => {
  const button = /<button[^>]*>/u
  expect(button.exec(await pageWith(null))?.[0]).not.toContain('disabled=')
  const page = await pageWith(null, {}, true)
  expect(page).toContain('title="A fit of this machine is at work."')
  expect(button.exec(page)?.[0]).toContain('disabled')
})

it('names the network that the button of the guide fits, and the version whose parameters it takes', async () => {
  const words = await wordsWith('dual-branch')
  expect(words).toContain('Fit “Dual branch” from 12 normals')
  expect(words).toContain('As version 3, which is in use: “Dual branch” with its parameters and time limit.')
})

it.each([null, 'auto'] as const)(
  'says no more than "Fit" where that is the standard detector: %s',
  async detector => {
    const words = await wordsWith(detector)
    expect(words).toContain('Fit from 12 normals')
    expect(words).not.toContain('“')
  }
)

it('names no network where there are too few normals to fit one', async () => {
  expect(await wordsWith('dual-branch', { missingForProvisional: 2 })).not.toContain('Dual branch')
})
