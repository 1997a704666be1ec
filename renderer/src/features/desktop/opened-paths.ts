import { isMachineFile } from '../exchange/machine-file.ts'

/** Paths by what is done with them: exported machines are imported as such, all else are recordings. */
export const sortPaths = (
  paths: readonly string[]
): { readonly machineFiles: readonly string[]; readonly recordings: readonly string[] } => ({
  machineFiles: paths.filter(isMachineFile),
  recordings: paths.filter(path => !isMachineFile(path))
})
