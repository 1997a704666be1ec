import { defineStore } from 'pinia'
import { ref } from 'vue'

/** Whether the dialog for a new machine is open: the rail, the overview and the empty states open it. */
export const useNewMachine = defineStore('new-machine', () => {
  const isOpen = ref(false)
  return {
    isOpen,
    open: (): void => {
      isOpen.value = true
    }
  }
})
