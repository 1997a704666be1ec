import path from 'node:path'
import type { ImportPlan } from '../../contract/imports.ts'
import type { CliContext } from '../context.ts'
import { withCore } from '../context.ts'
import type { ExitCode } from '../exit-code.ts'
import { EXIT, exitCodeFor } from '../exit-code.ts'
import { findMachine } from '../find-machine.ts'
import type { ImportOptions } from '../import-paths.ts'
import { importPaths } from '../import-paths.ts'
import { columns } from '../table.ts'

export interface ImportCommandOptions extends ImportOptions {
  readonly machine: string
  readonly create?: boolean
  readonly plan?: boolean
}

const planTable = (plan: ImportPlan): string =>
  columns(
    ['file', 'label', 'domain', 'recorded', 'from', 'attributes'],
    plan.files.map(file => [
      file.relativePath,
      file.label,
      file.domain ?? '-',
      file.recordedAt.slice(0, 19),
      file.recordedAtSource,
      Object.entries(file.attributes)
        .map(pair => pair.join('='))
        .join(' ') || '-'
    ])
  )

/** `import --machine M PATHS…` */
export const importCommand = (
  context: CliContext,
  paths: readonly string[],
  options: ImportCommandOptions
): Promise<ExitCode> =>
  withCore(context, async client => {
    const { terminal } = context
    const absolute = paths.map(given => path.resolve(given))
    const existing = await findMachine(client, options.machine).catch((error: unknown) => {
      if (options.create !== true || (error as { code?: unknown }).code !== 'not-found') throw error
      return null
    })
    const machine = existing?.machine ?? (await client.call('machines.create', { name: options.machine }))
    // A machine made only now is taken back where nothing came of it: a look, or a path that is not there.
    const takeBack = async (): Promise<void> => {
      if (existing === null) await client.call('machines.remove', { machineId: machine.id })
    }
    if (options.plan === true) {
      const plan = await client
        .call('imports.plan', { machineId: machine.id, source: { paths: absolute } })
        .finally(takeBack)
      terminal.print(context.json ? JSON.stringify(plan) : planTable(plan))
      return EXIT.allDone
    }
    const { result, failed, plan } = await importPaths(client, context, machine.id, absolute, options).catch(
      async (error: unknown) => {
        if ((error as { code?: unknown }).code === 'not-found') await takeBack()
        throw error
      }
    )
    for (const { file, reason } of failed) terminal.note(`${file}: ${reason}`)
    if (plan.passedOver > 0) terminal.note(`Passed over, no audio by their name: ${plan.passedOver}`)
    if (result.tooShort > 0) {
      terminal.note(`Shorter than the clip length, neither learned from nor scored: ${result.tooShort}`)
    }
    if (context.json) terminal.print(JSON.stringify({ machineId: machine.id, ...result, failed }))
    else {
      const scored = result.scored === 0 ? '' : `, ${result.scored} scored, ${result.flagged} flagged`
      terminal.print(
        `${result.imported} imported, ${result.duplicates} known already, ${failed.length} failed${scored}`
      )
    }
    return exitCodeFor(result.imported + result.duplicates, failed.length)
  })
