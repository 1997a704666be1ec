/**
 * Prints what ran, what was skipped, what failed and the sums.
 * @param {readonly (import('./steps.mjs').Result & { name: string })[]} results
 * @param {boolean} isPart
 * @returns {number} exit status
 */
export const printSummary = (results, isPart) => {
  const counts = results.map(({ name, passed, failed, skipped }) =>
    failed + skipped === 0 ? `${name} ${passed}` : `${name} ${passed}/${passed + failed + skipped}`
  )
  console.log(`\nRan${isPart ? ' (in part)' : ''}: ${counts.join(', ')}`)
  const skips = results.flatMap(result => result.skips)
  console.log(skips.length === 0 ? 'Skipped: nothing' : list('Skipped', skips))
  const long = results.flatMap(result => (result.long ?? []).map(line => `${result.name}: ${line}`))
  if (long.length > 0) console.log(list('Took long', long))
  const failures = results.flatMap(result => result.failures)
  if (failures.length > 0) console.log(list('Failed', failures))
  const passed = sum(results.map(result => result.passed))
  const failed = sum(results.map(result => result.failed))
  const skipped = sum(results.map(result => result.skipped))
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`)
  return failed > 0 ? 1 : 0
}

/**
 * @param {string} title
 * @param {readonly string[]} lines
 */
const list = (title, lines) => [`${title}:`, ...lines.map(line => `  - ${line}`)].join('\n')

/** @param {readonly number[]} values */
const sum = values => values.reduce((total, value) => total + value, 0)
