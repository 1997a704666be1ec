import type { DetectorFacts } from '../../contract/dcase.ts'
import { createCompute } from '../../core/compute-host/index.ts'
import type { CliContext } from '../context.ts'
import { markdownTable } from '../dcase/format.ts'
import type { ExitCode } from '../exit-code.ts'
import { EXIT } from '../exit-code.ts'

const describe = ({ id, summary, isJoint, isSeeded, parameters }: DetectorFacts): string =>
  [
    `## ${id}`,
    '',
    `${summary} ${isJoint ? 'One network over all machines.' : 'Every machine by itself.'}` +
      (isSeeded ? '' : ' Does not depend on the seed.'),
    '',
    markdownTable(
      ['parameter', 'default', 'values', 'what it does', 'source'],
      parameters.map(({ name, default: value, values, text, source }) => [
        name,
        String(value),
        values,
        text,
        source
      ]),
      'text'
    ),
    ''
  ].join('\n')

/** `detectors`: every detector with its parameters. */
export const detectors = async ({ terminal, json, signal }: CliContext): Promise<ExitCode> => {
  const compute = createCompute({ log: () => undefined })
  try {
    const found = await compute.run('detectors', {}, { signal })
    terminal.print(json ? JSON.stringify(found) : found.map(describe).join('\n'))
    return EXIT.allDone
  } finally {
    await compute.close()
  }
}
