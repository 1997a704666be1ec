const FLAG = '--data-dir'

/** The folder of `--data-dir DIR` or `--data-dir=DIR` among Electron's and Chromium's own arguments. */
export const dataDirArgument = (argv: readonly string[]): string | undefined => {
  const joined = argv.find(argument => argument.startsWith(`${FLAG}=`))
  if (joined !== undefined) return joined.slice(FLAG.length + 1)
  const at = argv.indexOf(FLAG)
  return at < 0 ? undefined : argv[at + 1]
}
