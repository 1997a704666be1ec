import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { ChosenFile } from './chosen-files.ts'

/** What an import begins with: files that the page holds, or paths of this computer. */
export type Chosen = { readonly files: readonly ChosenFile[] } | { readonly paths: readonly string[] }

/** Whether the import is open, for which machine, and with what was dropped or chosen before. */
export const useImportDialog = defineStore('import-dialog', () => {
  const isOpen = ref(false)
  const machineId = ref<string | null>(null)
  const chosen = shallowRef<Chosen | null>(null)
  const open = (forMachineId: string, begin: Chosen | null = null): void => {
    machineId.value = forMachineId
    chosen.value = begin
    isOpen.value = true
  }
  return { isOpen, machineId, chosen, open }
})
