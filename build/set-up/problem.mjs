/** A failure that the reader can mend: what is wrong, and what to do about it. */
export class Problem extends Error {
  /**
   * @param {string} what
   * @param {string} remedy
   * @param {readonly string[]} missingTools what was not found, in words: see engine-tools.mjs
   */
  constructor(what, remedy, missingTools = []) {
    super(what)
    this.name = 'Problem'
    this.remedy = remedy
    this.missingTools = missingTools
  }
}

/**
 * The message of whatever was thrown.
 * @param {unknown} error
 * @returns {string}
 */
export const messageOf = error => (error instanceof Error ? error.message : String(error))

/**
 * The system's code of a failed call (ENOENT, EEXIST ...), where it has one.
 * @param {unknown} error
 * @returns {string | undefined}
 */
export const codeOf = error =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
