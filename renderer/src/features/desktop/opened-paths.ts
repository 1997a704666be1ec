const MACHINE_FILE = /\.earshot$/iu

/** Paths by what is done with them: exported machines are imported as such, all else are recordings. */
export const sortPaths = (
  paths: readonly string[]
): { readonly machineFiles: readonly string[]; readonly recordings: readonly string[] } => ({
  machineFiles: paths.filter(path => MACHINE_FILE.test(path)),
  recordings: paths.filter(path => !MACHINE_FILE.test(path))
})
