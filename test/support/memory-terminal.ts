import type { Terminal } from '../../electron/cli/terminal.ts'

/** A terminal that keeps what it is told. */
export const memoryTerminal = (): Terminal & { readonly printed: string[]; readonly noted: string[] } => {
  const printed: string[] = []
  const noted: string[] = []
  return {
    printed,
    noted,
    print: text => printed.push(text),
    note: text => noted.push(text),
    progress: () => undefined,
    clearProgress: () => undefined
  }
}
