import type { Desktop } from '../../api/desktop.ts'
import { machineFileOf } from './machine-file.ts'
import type { MachineSource } from './use-machine-import.ts'

/** Opens the exported machine among what was dropped, by its path where that is known; false where there is none. */
export const takeMachineFile = (
  transfer: DataTransfer,
  desktop: Desktop | null,
  open: (source: MachineSource) => void
): boolean => {
  const file = machineFileOf(transfer.files)
  if (file === undefined) return false
  const [path] = desktop?.pathsOf([file]) ?? []
  open(path === undefined ? { file } : { path })
  return true
}
