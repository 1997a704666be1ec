import type { Badge } from '../../contract/common.ts'
import type { ClipRef, ClipRefusal } from '../../contract/compute.ts'
import type { ErrorBody } from '../../contract/errors.ts'
import { badgeSentence } from '../../contract/sentences.ts'
import type { Refusal } from '../../ml/detectors/auto/vet.ts'

const seconds = (value: number | string | undefined): string => `${Number(Number(value).toFixed(2))} s`

/** The badge that a detector's refusal gives a recording; null where no badge fits. */
const badgeOf = ({ code, params }: Refusal, nameOf: (clipId: string) => string): Badge | null => {
  switch (code) {
    case 'silence':
      return { code, params: { ...params } }
    case 'too-short':
      return { code, params: { lengthS: params.seconds ?? 0, clipLengthS: 1 } }
    case 'narrow-band':
      return { code, params: { bandwidthHz: params.hz ?? 0, normalHz: params.normalHz ?? 0 } }
    case 'identical-normal':
      return { code, params: { fileName: nameOf(String(params.other)) } }
    case 'not-finite':
    case 'other-length':
      return null
  }
}

const sentenceOf = ({ code, params }: Refusal): string =>
  code === 'not-finite'
    ? 'It holds samples that are not numbers.'
    : `It is ${seconds(params.seconds)} long, the normals are ${seconds(params.normalSeconds)}: scores depend on the length.`

/** A refusal with its badge and a sentence for a person; `nameOf` gives the file of another clip. */
export const refusalOf = (
  { clipId, recordingId }: Pick<ClipRef, 'clipId' | 'recordingId'>,
  refusal: Refusal,
  nameOf: (clipId: string) => string
): ClipRefusal => {
  const badge = badgeOf(refusal, nameOf)
  return { clipId, recordingId, reason: badge === null ? sentenceOf(refusal) : badgeSentence(badge), badge }
}

/** A clip whose sound cannot be read; named as its file came in, not as it is stored. */
export const unreadableClip = (
  { clipId, recordingId, fileName }: Pick<ClipRef, 'clipId' | 'recordingId' | 'fileName'>,
  { message, details }: ErrorBody
): ClipRefusal => {
  const reason = typeof details?.reason === 'string' ? `${fileName}: ${details.reason}` : message
  return { clipId, recordingId, reason, badge: null }
}
