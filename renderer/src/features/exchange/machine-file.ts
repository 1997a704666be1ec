import { FILE_EXTENSION } from '../../../../electron/contract/exchange.ts'

/** Whether a file is an exported machine, by its name alone. */
export const isMachineFile = (name: string): boolean => name.toLowerCase().endsWith(FILE_EXTENSION)

/** The exported machine among dropped files; the first where there are several. */
export const machineFileOf = (files: Iterable<File>): File | undefined =>
  [...files].find(({ name }) => isMachineFile(name))
