import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'

/** An exported machine: a file that the page holds, or a path of this computer. */
export type MachineSource = { readonly file: File } | { readonly path: string }

/** Whether the import of a machine is open, and with which file: overview, menu, drops and the desktop open it. */
export const useMachineImport = defineStore('machine-import', () => {
  const isOpen = ref(false)
  const source = shallowRef<MachineSource | null>(null)
  const open = (begin: MachineSource | null = null): void => {
    source.value = begin
    isOpen.value = true
  }
  return { isOpen, source, open }
})
