import { h, type VNodeChild } from 'vue'
import type { DataTableColumn } from 'naive-ui'
import { RECORDING_SORTS, type Recording } from '../../../../electron/contract/recordings.ts'
import BadgeList from '../../components/BadgeList.vue'
import LocalTime from '../../components/LocalTime.vue'
import ScoreBar from '../../components/ScoreBar.vue'
import StateMark from '../../components/StateMark.vue'
import { attributesText } from '../../components/format/attributes.ts'
import { formatLevel } from '../../components/format/number.ts'
import { formatLength } from '../../components/format/time.ts'
import type { RecordingQuery, RecordingSort } from './recording-query.ts'

/** A place in the order; its recording is fetched when it is drawn. */
export interface Place {
  readonly index: number
}

export interface ColumnContext {
  readonly t: (key: string, params?: Record<string, string | number>) => string
  readonly rowAt: (index: number) => Recording | undefined
  readonly query: () => RecordingQuery
  readonly zone: () => string
  readonly channel: () => number
  readonly threshold: () => number | null
  readonly normalScore: () => number | null
  readonly sortBy: (sort: RecordingSort) => void
}

/** Columns that give way first when the table is narrow: key and the width from which they stand. */
const FROM_WIDTH: Readonly<Record<string, number>> = {
  badges: 760,
  durationS: 880,
  channel: 960,
  levelDb: 1050,
  condition: 1320
}

interface Spec {
  readonly key: string
  readonly width?: number
  readonly minWidth?: number
  readonly isNumeric?: boolean
  readonly render: (recording: Recording, context: ColumnContext) => VNodeChild
}

const flagState = (recording: Recording): 'alarm' | 'monitor' | 'acceptable' =>
  recording.isFlagged === true ? 'alarm' : recording.isAboveMonitor === true ? 'monitor' : 'acceptable'

const SPECS: readonly Spec[] = [
  {
    key: 'recordedAt',
    width: 150,
    render: (recording, { zone, t }) =>
      h(LocalTime, {
        instant: recording.recordedAt,
        zone: zone(),
        remark: t(`recordings.timeFrom.${recording.recordedAtSource}`)
      })
  },
  {
    key: 'fileName',
    minWidth: 110,
    render: recording => {
      const path = recording.folder === '' ? recording.fileName : `${recording.folder}/${recording.fileName}`
      // The end of a name tells recordings apart: the beginning is what gives way (recording-table.css).
      return h('span', { class: 'file-name', title: path }, h('bdi', recording.fileName))
    }
  },
  {
    key: 'label',
    width: 92,
    render: (recording, { t }) =>
      h('span', { class: `label-${recording.label}` }, t(`common.label.${recording.label}`))
  },
  {
    key: 'score',
    width: 144,
    render: ({ score, pValue, isFlagged, isAboveMonitor, isHeldOut }, { threshold, normalScore, t }) =>
      score === null
        ? h('span', { class: 'quiet', title: t('recordings.score.none') }, '–')
        : h(ScoreBar, {
            score,
            threshold: threshold(),
            normalScore: normalScore(),
            pValue,
            isFlagged: isFlagged === true,
            isAboveMonitor: isAboveMonitor === true,
            isHeldOut
          })
  },
  {
    key: 'flag',
    width: 44,
    render: (recording, { t }) =>
      recording.isFlagged === null
        ? null
        : h('span', { title: t(`recordings.flag.${flagState(recording)}`) }, [
            h(StateMark, { state: flagState(recording), 'aria-hidden': 'true', title: undefined }),
            h('span', { class: 'visually-hidden' }, t(`recordings.flag.${flagState(recording)}`))
          ])
  },
  {
    key: 'condition',
    width: 176,
    render: ({ domain, attributes }, { t }) => {
      const text = attributesText(attributes)
      const all = domain === null ? text : [t(`common.domain.${domain}`), text].filter(Boolean).join(': ')
      return h('span', { class: 'condition', title: all }, all)
    }
  },
  { key: 'badges', width: 168, render: recording => h(BadgeList, { badges: recording.badges }) },
  {
    key: 'durationS',
    width: 88,
    isNumeric: true,
    render: recording => formatLength(recording.durationS)
  },
  {
    key: 'channel',
    width: 80,
    isNumeric: true,
    render: (recording, { channel, t }) =>
      t('recordings.channelOf', { channel: channel(), of: recording.channels })
  },
  { key: 'levelDb', width: 96, isNumeric: true, render: recording => formatLevel(recording.levelDb) }
]

const isSortable = (key: string): key is RecordingSort => RECORDING_SORTS.some(sort => sort === key)

/**
 * The head of a column; where the core can sort by it, a button. Not the table's own sorter: that would put
 * twenty thousand places in order again, which need none.
 */
const columnTitle = (key: string, { t, query, sortBy }: ColumnContext): VNodeChild => {
  const text = t(`recordings.column.${key}`)
  if (!isSortable(key)) return text
  const { sort, isDescending } = query()
  const isActive = sort === key
  return h(
    'button',
    {
      type: 'button',
      class: 'sort',
      'aria-label': isActive
        ? t(`recordings.sorted.${isDescending ? 'down' : 'up'}`, { column: text })
        : undefined,
      title: t('recordings.sortBy', { column: text }),
      onClick: () => sortBy(key)
    },
    isActive ? [text, h('span', { class: 'arrow', 'aria-hidden': 'true' }, isDescending ? '↓' : '↑')] : text
  )
}

const COMPACT_BADGES: Spec = {
  key: 'badges',
  width: 76,
  render: recording => h(BadgeList, { badges: recording.badges, isCompact: true })
}

/** Beside the player the name has more need of the room than the bar. */
const NARROW_SCORE_PX = 116

/** The columns that fit into a table of this width (px). */
export const recordingColumns = (context: ColumnContext, widthPx: number): DataTableColumn<Place>[] =>
  SPECS.map(spec => (spec.key === 'badges' && widthPx < (FROM_WIDTH['badges'] ?? 0) ? COMPACT_BADGES : spec))
    .filter(spec => spec.key === 'badges' || widthPx >= (FROM_WIDTH[spec.key] ?? 0))
    .map(spec => ({
      key: spec.key,
      title: () => columnTitle(spec.key, context),
      ...(spec.width === undefined
        ? {}
        : {
            width:
              spec.key === 'score' && widthPx < (FROM_WIDTH['badges'] ?? 0) ? NARROW_SCORE_PX : spec.width
          }),
      ...(spec.minWidth === undefined ? {} : { minWidth: spec.minWidth }),
      ...(spec.isNumeric === true ? { align: 'right' as const } : {}),
      render: ({ index }) => {
        const recording = context.rowAt(index)
        return recording === undefined ? h('span', { class: 'on-its-way' }) : spec.render(recording, context)
      }
    }))
