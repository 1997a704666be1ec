/** Where results go (standard output) and where remarks, problems and progress go (standard error). */
export interface Terminal {
  /** A result, as it is. */
  print(text: string): void
  /** A remark or a problem, one line. */
  note(text: string): void
  /** Progress of long work; shown only where a person watches. */
  progress(fraction: number, message: string): void
  /** Takes the progress line away before anything else is written. */
  clearProgress(): void
}

const CLEAR_LINE = '\r\u001b[2K'

/** The terminal of this process. */
export const processTerminal = (): Terminal => {
  const isWatched = process.stderr.isTTY
  let hasLine = false
  // A reader that has seen enough (head, less) closes the pipe: that is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
  const clearProgress = (): void => {
    if (hasLine) process.stderr.write(CLEAR_LINE)
    hasLine = false
  }
  return {
    print: text => {
      clearProgress()
      process.stdout.write(text.endsWith('\n') ? text : `${text}\n`)
    },
    note: text => {
      clearProgress()
      process.stderr.write(`${text}\n`)
    },
    progress: (fraction, message) => {
      if (!isWatched) return
      const percent = `${Math.round(100 * fraction)} %`.padStart(5)
      const width = Math.max(20, process.stderr.columns - 1)
      process.stderr.write(`${CLEAR_LINE}${`${percent}  ${message}`.slice(0, width)}`)
      hasLine = true
    },
    clearProgress
  }
}
