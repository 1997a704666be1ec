import { execFileSync } from 'node:child_process'

/**
 * The time that archives give to files, in whole seconds since 1970: SOURCE_DATE_EPOCH, else that of the commit, so
 * that the same sources make the same package.
 * @param {string} root
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {number}
 */
export const buildTime = (root, env = process.env) => {
  const given = Number(env.SOURCE_DATE_EPOCH)
  if (env.SOURCE_DATE_EPOCH && Number.isInteger(given)) return given
  try {
    return Number(
      execFileSync('git', ['log', '-1', '--format=%ct'], { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] })
    )
  } catch {
    // A source archive without git: any fixed time does.
    return 0
  }
}
