import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { ConnectionState } from '../api/remote-client.ts'
import { useClient } from '../api/use-client.ts'

/** Whether the host can be heard; `generation` counts the times it came back, for pages to load again. */
export const useConnectionStore = defineStore('connection', () => {
  const client = useClient()
  const state = ref<ConnectionState>('connecting')
  const generation = ref(0)
  client.onConnection(next => {
    if (next === 'open' && state.value === 'lost') generation.value++
    state.value = next
  })
  return { state, generation, reconnect: client.reconnect }
})
