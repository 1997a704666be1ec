import { defineStore } from 'pinia'
import { ref } from 'vue'

/** Whether the export of a machine is open: header, settings and menu open it. */
export const useMachineExport = defineStore('machine-export', () => {
  const isOpen = ref(false)
  const open = (): void => {
    isOpen.value = true
  }
  return { isOpen, open }
})
