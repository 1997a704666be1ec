import { useStorage, type RemovableRef } from '@vueuse/core'
import type { DbRange } from './auto-range.ts'
import type { ColourMap } from './colour-maps.ts'
import type { FrequencyScale } from './frequency-scale.ts'

/** How a person likes the player; kept on this computer. */
export interface PlayerSettings {
  colourMap: ColourMap
  scale: FrequencyScale
  /** Null: chosen from the recording. */
  range: DbRange | null
  volume: number
  rate: number
}

const DEFAULTS: PlayerSettings = { colourMap: 'inferno', scale: 'linear', range: null, volume: 1, rate: 1 }

/** The player's settings, the same in every player. */
export const usePlayerSettings = (): RemovableRef<PlayerSettings> =>
  useStorage<PlayerSettings>('earshot.player', { ...DEFAULTS }, localStorage, {
    mergeDefaults: true,
    serializer: { read: text => JSON.parse(text) as PlayerSettings, write: value => JSON.stringify(value) }
  })
