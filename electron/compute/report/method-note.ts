import type { Content } from 'pdfmake/interfaces.js'
import type { StoreDetectorId } from '../../contract/models.ts'
import { detectorName } from '../../contract/sentences.ts'
import type { Writer } from './content.ts'

const LEARNED =
  'Earshot learned how this machine sounds from the recordings that a person labelled normal, and from nothing else. '
const STANDARD =
  'Each clip is compared with them in several views: how quickly the sound changes from moment to moment, how sharply it drops, how loud its loudest moments are in each frequency band, and its overall level. The score says how far the clip lies from the normals, in standard deviations of normals that were held out; higher is less normal.'
const SCORE_OF_ANOTHER =
  'The reasons, the score lane and the bands come from the standard detector of Earshot beside it, which compares each ' +
  'clip with the normals in several views. A score can be compared with the line beside it and with other scores of ' +
  'this detector, not with those of another. Higher is less normal.'

/** How each kind of detector comes to its score. */
const judgedBy = (detector: StoreDetectorId): string => {
  const by = `The score of the detector \u201c${detectorName(detector)}\u201d (${detector}) says `
  switch (detector) {
    case 'auto':
      return LEARNED + STANDARD
    case 'deeper':
      return (
        LEARNED.replace(', and from nothing else. ', ', and from those of sibling machines. ') +
        `${by}how far a clip lies from the normals, in standard deviations of normals that were held out: in the views of ` +
        'the standard detector, and in those of a network that was trained to tell the sibling machines apart. ' +
        SCORE_OF_ANOTHER
      )
    case 'ae-mse':
    case 'ae-mahalanobis':
    case 'memcae':
      return `${LEARNED}${by}how badly a network that was trained on the normals alone redraws a clip. ${SCORE_OF_ANOTHER}`
    default:
      return `${LEARNED}${by}how far a clip lies from what was learned of the normals. ${SCORE_OF_ANOTHER}`
  }
}

const PARAGRAPHS = [
  [
    'The two lines.',
    'A clip is flagged from the threshold on. The threshold is set on normal recordings alone, each block of them scored by a model that had not heard it, so that about 5 in 100 normal recordings would exceed it. The monitor line below it comes from the same recordings scored clip by clip. Recordings that the model learned from are shown with the score they got while held out. The p-value is the share of held-out normals that scored at least as high: it cannot be smaller than one over their number plus one.'
  ],
  [
    'What the pictures show.',
    'Top: the waveform, scaled to the peak that its axis names (dB relative to full scale). Middle: the score lane, one value for each window of the clip, red above its own threshold; the dotted blue line marks its highest point. Bottom: the spectrogram, bright is loud; the levels of both ends of its colours stand below it. The bars beside it show how much each band of 125 Hz contributed to the score.'
  ],
  [
    'Limits.',
    'A flag says that a recording does not sound like the recordings labelled normal; it does not say what is wrong, nor how long the machine will run. A new speed, load, product, microphone, gain or microphone position sounds new as well. A fault that makes no sound within the recorded band, or that was there already when the normals were recorded, is not found. Few normals promise little: the interval of the expected false alarms says how little. The verdicts are those of the people named.'
  ]
] as const

/** How the scores of a detector came about and what they cannot tell, in plain words. */
export const methodNote = (writer: Writer, detector: StoreDetectorId): Content =>
  ([['How it was judged.', judgedBy(detector)], ...PARAGRAPHS] as const).map(([lead, text]) =>
    writer.line([[`${lead} `, { bold: true }], [text]], { margin: [0, 0, 0, 4], alignment: 'left' })
  )
