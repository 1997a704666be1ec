import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

/** Files and folders that came from outside (the icon, the file manager) and wait for a machine to be chosen. */
export const useOpenedFiles = defineStore('opened-files', () => {
  const waiting = shallowRef<readonly string[]>([])
  return {
    waiting,
    /** Files that come while others wait are chosen for together. */
    add: (paths: readonly string[]): void => {
      waiting.value = [...new Set([...waiting.value, ...paths])]
    },
    clear: (): void => {
      waiting.value = []
    }
  }
})
