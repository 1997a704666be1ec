import { FILE_EXTENSION } from '../../../../electron/contract/exchange.ts'

/** Whether a file is an exported machine, by its name alone. */
export const isMachineFile = (name: string): boolean => name.toLowerCase().endsWith(FILE_EXTENSION)

/** The name that is offered for the file of a machine: one that every system takes. */
export const machineFileName = (machineName: string): string => {
  const safe = machineName
    .replaceAll(/[\p{Cc}<>:"/\\|?*]/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim()
  return `${safe === '' ? 'machine' : safe.slice(0, 80)}${FILE_EXTENSION}`
}

/** The exported machine among dropped files; the first where there are several. */
export const machineFileOf = (files: Iterable<File>): File | undefined =>
  [...files].find(({ name }) => isMachineFile(name))
