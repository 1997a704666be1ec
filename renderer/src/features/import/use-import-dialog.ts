import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { ChosenFile } from './chosen-files.ts'

/** Whether the import is open, for which machine, and with which dropped files. */
export const useImportDialog = defineStore('import-dialog', () => {
  const isOpen = ref(false)
  const machineId = ref<string | null>(null)
  const dropped = shallowRef<readonly ChosenFile[]>([])
  const open = (forMachineId: string, files: readonly ChosenFile[] = []): void => {
    machineId.value = forMachineId
    dropped.value = files
    isOpen.value = true
  }
  return { isOpen, machineId, dropped, open }
})
