import type { DetectorFacts } from '../../contract/dcase.ts'
import { DETECTOR_IDS } from '../../contract/models.ts'
import { SYSTEMS } from '../../ml/detectors/systems.ts'
import type { TaskRunner } from '../serve.ts'

/** Every detector with its parameters, as they are documented in the code. */
export const detectorFacts = async (): Promise<DetectorFacts[]> =>
  DETECTOR_IDS.map((id): DetectorFacts => {
    const { summary, isJoint, isSeeded, parameters } = SYSTEMS[id]
    return {
      id,
      summary,
      isJoint,
      isSeeded,
      parameters: Object.entries(parameters).map(([name, spec]) => ({
        name,
        default: spec.default,
        values:
          'choices' in spec
            ? spec.choices.join(', ')
            : 'least' in spec
              ? `${spec.least} to ${spec.most}`
              : 'true, false',
        text: spec.text,
        source: spec.source
      }))
    }
  })

/** Answers them as a task. */
export const detectors: TaskRunner<'detectors'> = () => detectorFacts()
