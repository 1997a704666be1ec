import type { Machine, Recording } from '../../../../electron/contract/index.ts'
import { badgeSentence } from '../../../../electron/contract/sentences.ts'

/** Why a recording has no score: a text of the catalogue, or the sentence of the badge that refuses it. */
export interface Scoreless {
  readonly key: 'player.noModel' | 'player.refused' | 'player.notScored'
  readonly sentence: string
}

const REFUSING = ['too-short', 'silence', 'narrow-band'] as const

/** The reason, most specific first: a refusing badge, no model yet, not scored yet. */
export const scorelessReason = (
  recording: Pick<Recording, 'badges' | 'clips'>,
  machine: Pick<Machine, 'currentModelId'> | null
): Scoreless => {
  const badge = REFUSING.map(code => recording.badges.find(candidate => candidate.code === code)).find(
    Boolean
  )
  if (badge) return { key: 'player.refused', sentence: badgeSentence(badge) }
  if (machine?.currentModelId === null) return { key: 'player.noModel', sentence: '' }
  return { key: 'player.notScored', sentence: '' }
}
