import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../../..', import.meta.url))
const module = pathToFileURL(`${root}/build/set-up/exec.mjs`).href

/** A process that runs a script through exec and ends with the status that exec gave. */
const outer = (script: string) =>
  spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { exec } from ${JSON.stringify(module)}
       process.exitCode = await exec(${JSON.stringify(root)}, process.execPath, ['node', '-e', ${JSON.stringify(script)}, 'a b'])`
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] }
  )

const collect = async (child: ReturnType<typeof outer>): Promise<{ status: unknown; output: string }> => {
  let output = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  const [status] = (await once(child, 'close')) as unknown[]
  return { status, output }
}

describe('exec', () => {
  it('passes arguments, output and the exit status through', async () => {
    const child = outer('console.log(process.argv[1]); process.exitCode = 64')
    await expect(collect(child)).resolves.toEqual({ status: 64, output: 'a b\n' })
  })

  it('passes SIGTERM on and waits for the command to end in its own way', async () => {
    const child = outer(
      "process.on('SIGTERM', () => { console.log('bye'); process.exit(3) }); console.log('ready'); setInterval(() => {}, 1000)"
    )
    child.stdout?.once('data', () => child.kill('SIGTERM'))
    await expect(collect(child)).resolves.toEqual({ status: 3, output: 'ready\nbye\n' })
  })

  it('ends with 128 + n where signal n ended the command', async () => {
    await expect(collect(outer("process.kill(process.pid, 'SIGKILL')"))).resolves.toMatchObject({
      status: 137
    })
  })
})
