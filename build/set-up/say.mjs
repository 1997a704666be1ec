// Set-up speaks on stderr only: stdout belongs to the command that it runs.

/**
 * @typedef {(text: string) => void} Say
 */

/**
 * A line for the person who waits.
 * @type {Say}
 */
export const say = text => {
  process.stderr.write(`${text}\n`)
}

/**
 * Seconds since a moment of performance.now(), readable.
 * @param {number} startedMs
 * @returns {string}
 */
export const secondsSince = startedMs => {
  const seconds = (performance.now() - startedMs) / 1000
  return `${seconds.toFixed(seconds < 1 ? 2 : 1)} s`
}

/**
 * Announces slow work, does it, and says how long it took.
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export const slowly = async (title, work) => {
  const startedMs = performance.now()
  say(`${title} ...`)
  const result = await work()
  say(`${title}: done in ${secondsSince(startedMs)}`)
  return result
}
