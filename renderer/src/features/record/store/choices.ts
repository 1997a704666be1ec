import { StorageSerializers, useStorage } from '@vueuse/core'
import { z } from 'zod'
import type { InputDevice } from '../capture/device-list.ts'
import type { PlanChoice } from '../take/series-schedule.ts'

/** How a machine was recorded last; kept in this browser, since the ids of devices are its own. */
export interface RecordChoice {
  readonly device?: InputDevice | undefined
  /** All channels, or one, counted from 1. */
  readonly channel: number | 'all'
  readonly includesPreRoll: boolean
  /** Seconds between the button and the first frame. */
  readonly startsInS: number
  readonly isSeries: boolean
  readonly plan: PlanChoice
}

const choiceSchema = z.object({
  device: z.object({ id: z.string(), label: z.string() }).optional(),
  channel: z.union([z.number().int().min(1), z.literal('all')]),
  includesPreRoll: z.boolean(),
  startsInS: z.number().min(0).max(60),
  isSeries: z.boolean(),
  plan: z.object({ count: z.number(), lengthS: z.number().nullable(), intervalS: z.number() })
})

/** For a machine that was never recorded: the plan gives the twenty normals of a firm fit in twenty minutes. */
export const FIRST_CHOICE: RecordChoice = {
  channel: 'all',
  includesPreRoll: false,
  startsInS: 0,
  isSeries: false,
  plan: { count: 20, lengthS: null, intervalS: 60 }
}

export interface Choices {
  of(machineId: string): RecordChoice
  set(machineId: string, changes: Partial<RecordChoice>): void
}

/** The remembered choices by machine; what cannot be read counts as none. */
export const useChoices = (): Choices => {
  const stored = useStorage<Record<string, unknown>>('earshot.record', {}, undefined, {
    serializer: StorageSerializers.object,
    shallow: true
  })
  const of = (machineId: string): RecordChoice => {
    const parsed = choiceSchema.safeParse(stored.value[machineId])
    return parsed.success ? parsed.data : FIRST_CHOICE
  }
  return {
    of,
    set: (machineId, changes) => {
      stored.value = { ...stored.value, [machineId]: { ...of(machineId), ...changes } }
    }
  }
}
