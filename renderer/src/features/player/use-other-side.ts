import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import type { ClipResult } from '../../../../electron/contract/results.ts'
import type { RemoteClient } from '../../api/remote-client.ts'
import { loadSource, type Source } from './load-sound.ts'

/** The nearest normal of a clip and where both lie in their recordings. */
export interface Pair {
  readonly source: Source
  readonly clipStartS: number
  readonly otherStartS: number
}

export interface OtherSide {
  /** Null before it was asked for; it stays for switching to and fro. */
  readonly pair: ShallowRef<Pair | null>
  readonly isSearching: Ref<boolean>
  /** True when the model knows no normal to listen against. */
  readonly isMissing: Ref<boolean>
  /** Finds and loads the nearest normal of a clip. @throws AppError of the calls */
  find(result: ClipResult, channel: number): Promise<Pair | null>
  forget(): void
}

/** Time in the nearest normal at the same place of the clip. */
export const timeInOther = (pair: Pair, timeS: number): number =>
  Math.min(Math.max(0, timeS - pair.clipStartS + pair.otherStartS), pair.source.recording.durationS)

/** Time in the first recording of a time in the nearest normal. */
export const timeInFirst = (pair: Pair, timeS: number): number =>
  Math.max(0, timeS - pair.otherStartS + pair.clipStartS)

/** The nearest normal to listen against: B of the A/B switch. */
export const useOtherSide = (client: RemoteClient): OtherSide => {
  const pair = shallowRef<Pair | null>(null)
  const isSearching = ref(false)
  const isMissing = ref(false)
  let running = new AbortController()
  let foundFor = ''

  const forget = (): void => {
    running.abort()
    pair.value = null
    isSearching.value = false
    isMissing.value = false
    foundFor = ''
  }
  const find = async (result: ClipResult, channel: number): Promise<Pair | null> => {
    const key = `${result.clipId} ${result.modelId} ${channel}`
    if (foundFor === key && pair.value) return pair.value
    forget()
    const mine = new AbortController()
    running = mine
    isSearching.value = true
    try {
      const nearest = await client.call('recordings.nearestNormal', { clipId: result.clipId })
      if (mine.signal.aborted) return null
      isMissing.value = nearest === null
      if (nearest === null) return null
      const source = await loadSource(client, nearest.recordingId, channel, mine.signal)
      if (mine.signal.aborted) return null
      foundFor = key
      pair.value = { source, clipStartS: result.startS, otherStartS: nearest.startS }
      return pair.value
    } catch (error) {
      if (mine.signal.aborted) return null
      throw error
    } finally {
      if (running === mine) isSearching.value = false
    }
  }
  onScopeDispose(forget)
  return { pair, isSearching, isMissing, find, forget }
}
