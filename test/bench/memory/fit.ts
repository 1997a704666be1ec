/** Fits a system for one epoch to so many clips that are made when they are asked for; prints the peak memory in MB. */
import type { DetectorId } from '../../../electron/contract/models.ts'
import type { SystemClip } from '../../../electron/ml/detectors/system.ts'
import { SYSTEMS } from '../../../electron/ml/detectors/systems.ts'
import { openTestEngine } from '../../support/engine.ts'
import { hum } from '../../support/hums.ts'

const [id = '', count = '', params = '{}'] = process.argv.slice(2)
await openTestEngine()
const clips = Array.from({ length: Number(count) }, (_, index): SystemClip => ({
  ...{ id: `${index}.wav`, machine: index % 2 === 0 ? 'press' : 'saw', recording: `${index}` },
  ...{ attributes: {}, domain: null },
  waveform: () => Promise.resolve(hum(index))
}))
const system = await SYSTEMS[id as DetectorId].load()
const given: unknown = JSON.parse(params)
const fitted = await system.fit(clips, system.parameters(given as Record<string, unknown>), { seed: 1 })
fitted.dispose()
process.stdout.write(String(process.resourceUsage().maxRSS / 1024))
