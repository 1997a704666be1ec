/**
 * @typedef {object} Options
 * @property {boolean} quiet speak only when a step takes long or fails
 * @property {boolean} renderer build the interface where its sources changed
 * @property {boolean} desktop bundle the desktop and fetch Electron where it can be had
 * @property {boolean} engine set up native TensorFlow
 * @property {boolean} retryEngine try the engine again although it failed a short while ago
 * @property {boolean} [cuda] set up TensorFlow with CUDA too, or never; not given: where there is a driver
 * @property {boolean} app run Earshot itself afterwards, with the rest of the arguments
 * @property {string[]} command run afterwards, empty for none; with `app` its further arguments
 */

/**
 * Reads the arguments of build/set-up.mjs. Everything after --exec or --app belongs to what is run.
 * @param {readonly string[]} args
 * @returns {Options}
 */
export const parseOptions = args => {
  const split = args.findIndex(arg => arg === '--exec' || arg === '--app')
  const own = split < 0 ? args : args.slice(0, split)
  const known = ['--quiet', '--renderer', '--desktop', '--no-engine', '--engine', '--cuda', '--no-cuda']
  const unknown = own.find(arg => !known.includes(arg))
  if (unknown !== undefined) {
    throw new Error(`Unknown option ${unknown}. Known: ${known.join(', ')}, --exec COMMAND, --app`)
  }
  if (own.includes('--cuda') && own.includes('--no-cuda')) throw new Error('--cuda or --no-cuda, not both')
  const command = split < 0 ? [] : args.slice(split + 1)
  if (args[split] === '--exec' && command.length === 0) throw new Error('--exec needs a command')
  return {
    quiet: own.includes('--quiet'),
    renderer: own.includes('--renderer'),
    desktop: own.includes('--desktop'),
    engine: !own.includes('--no-engine'),
    retryEngine: own.includes('--engine'),
    ...(own.includes('--cuda') && { cuda: true }),
    ...(own.includes('--no-cuda') && { cuda: false }),
    app: args[split] === '--app',
    command
  }
}
