import os from 'node:os'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { BaseSequencer } from 'vitest/node'
import type { TestSpecification } from 'vitest/node'

const MINUTE_MS = 60_000

/** The tests of folders, by the name that `vitest run --project` takes. */
const project = (name: string, timeoutMs: number, fileParallelism = true, folders = [name]) => ({
  plugins: [vue()],
  test: {
    name,
    include: folders.map(folder => `test/${folder}/**/*.test.ts`),
    // The same end-to-end suite runs in a browser and in the desktop's own window.
    provide: { door: name === 'desktop' ? ('desktop' as const) : ('browser' as const) },
    testTimeout: timeoutMs,
    hookTimeout: timeoutMs,
    pool: 'forks' as const,
    fileParallelism
  }
})

/** Many small files: a process for each would take as long as the tests themselves. */
const withoutIsolation = ({ plugins, test }: ReturnType<typeof project>) => ({
  plugins,
  test: { ...test, isolate: false }
})

/** Integration tests of many seconds: begun last, one of them would leave the other cores idle at the end. */
const LONG = ['cli/', 'compute-', 'core', 'exchange', 'ml/dual-branch', 'ml/training', 'new-condition']

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId, project }: TestSpecification): number => {
      // Two doors beside each other need not record at the same time.
      if (project.name === 'desktop') return moduleId.includes('/e2e/') ? 1 : 0
      return LONG.some(begin => moduleId.includes(`/test/integration/${begin}`)) ? 0 : 1
    }
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other))
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongFirst },
    // By default one core is left idle, of two as well.
    maxWorkers: os.availableParallelism(),
    projects: [
      withoutIsolation(project('unit', MINUTE_MS)),
      withoutIsolation(project('contract', MINUTE_MS)),
      project('integration', 3 * MINUTE_MS),
      // One file at a time: these assert times.
      project('speed', 3 * MINUTE_MS, false),
      project('e2e', 5 * MINUTE_MS, false),
      project('desktop', 5 * MINUTE_MS, false, ['desktop', 'e2e'])
    ]
  }
})
