import { defineStore } from 'pinia'
import { computed, onScopeDispose, ref, shallowReactive } from 'vue'
import { COMMAND_IDS, type CommandId } from '../../../electron/contract/commands.ts'

interface Offer {
  readonly run: () => void
  readonly isEnabled: () => boolean
}

/** What the menu and the keys can do now: whoever is on the screen offers it, the newest offer counts. */
export const useCommandStore = defineStore('commands', () => {
  const offers = shallowReactive(new Map<CommandId, readonly Offer[]>())
  /** While a dialog is open the page below it rests. */
  const isBlocked = ref(false)

  const current = (id: CommandId): Offer | undefined => offers.get(id)?.at(-1)
  const isOffered = (id: CommandId): boolean => !isBlocked.value && current(id)?.isEnabled() === true
  const offered = computed(() => COMMAND_IDS.filter(isOffered))

  const offer = (id: CommandId, entry: Offer): (() => void) => {
    offers.set(id, [...(offers.get(id) ?? []), entry])
    return () => {
      const left = (offers.get(id) ?? []).filter(other => other !== entry)
      if (left.length === 0) offers.delete(id)
      else offers.set(id, left)
    }
  }
  /** Carries out a command; false when nothing offers it now. */
  const run = (id: CommandId): boolean => {
    if (!isOffered(id)) return false
    current(id)?.run()
    return true
  }
  return { offered, isBlocked, offer, run }
})

/** Offers a command until the component goes. */
export const useCommand = (id: CommandId, run: () => void, isEnabled: () => boolean = () => true): void => {
  onScopeDispose(useCommandStore().offer(id, { run, isEnabled }))
}
