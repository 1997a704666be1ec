import { h } from 'vue'
import { NButton, useMessage } from 'naive-ui'
import { useI18n } from 'vue-i18n'
import type { Label } from '../../../../electron/contract/common.ts'
import type { Input, Output } from '../../../../electron/contract/index.ts'
import { useClient } from '../../api/use-client.ts'
import { useAttempt } from '../../components/use-attempt.ts'
import { portionsOf } from './portions.ts'
import { undoUpdates } from './undo-groups.ts'

type Before = Output<'recordings.update'>['before']

const UNDO_FOR_MS = 10_000

export interface BulkEdit {
  label(recordingIds: readonly string[], label: Label): Promise<void>
  attributes(recordingIds: readonly string[], attributes: Record<string, string>): Promise<void>
  /** When they were recorded; what was there before is not kept. */
  time(recordingIds: readonly string[], recordedAt: string): Promise<void>
  remove(recordingIds: readonly string[]): Promise<boolean>
}

/** Changes many recordings at once; what can be undone offers it. */
export const useBulkEdit = (): BulkEdit => {
  const client = useClient()
  const attempt = useAttempt()
  const message = useMessage()
  const { t } = useI18n()

  const updateAll = async (input: Input<'recordings.update'>): Promise<Before> => {
    const before: Before = []
    for (const recordingIds of portionsOf(input.recordingIds)) {
      const answer = await client.call('recordings.update', { ...input, recordingIds })
      for (const state of answer.before) before.push(state)
    }
    return before
  }
  const update = async (input: Input<'recordings.update'>, sentence: string): Promise<void> => {
    const before = await attempt(() => updateAll(input))
    if (before === undefined) return
    const undo = async (): Promise<void> => {
      toast.destroy()
      await attempt(async () => {
        for (const back of undoUpdates(before)) await updateAll(back)
      })
    }
    const button = (): unknown =>
      h(NButton, { text: true, type: 'primary', onClick: () => void undo() }, () => t('common.undo'))
    const toast = message.success(
      () => h('span', { class: 'undo-toast' }, [sentence, ' ', button() as never]),
      {
        duration: UNDO_FOR_MS,
        closable: true
      }
    )
  }

  return {
    label: (recordingIds, label) => {
      const count = recordingIds.length
      const sentence = t('recordings.bulk.labelled', { count, label: t(`common.label.${label}`) }, count)
      return update({ recordingIds: [...recordingIds], label }, sentence)
    },
    attributes: (recordingIds, attributes) => {
      const count = recordingIds.length
      return update(
        { recordingIds: [...recordingIds], attributes },
        t('recordings.bulk.attributesSet', { count }, count)
      )
    },
    time: async (recordingIds, recordedAt) => {
      const input = { recordingIds: [...recordingIds], recordedAt }
      await attempt(() => updateAll(input))
    },
    remove: async recordingIds => {
      const isDone = await attempt(async () => {
        for (const portion of portionsOf(recordingIds)) {
          await client.call('recordings.remove', { recordingIds: portion })
        }
        return true
      })
      return isDone === true
    }
  }
}
