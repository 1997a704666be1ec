import { h } from 'vue'
import { NButton, useMessage } from 'naive-ui'
import { useI18n } from 'vue-i18n'
import type { Label } from '../../../../electron/contract/common.ts'
import type { Input } from '../../../../electron/contract/index.ts'
import { useClient } from '../../api/use-client.ts'
import { useAttempt } from '../../components/use-attempt.ts'
import { undoUpdates } from './undo-groups.ts'

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

  const update = async (input: Input<'recordings.update'>, sentence: string): Promise<void> => {
    const answer = await attempt(() => client.call('recordings.update', input))
    if (answer === undefined) return
    const undo = async (): Promise<void> => {
      toast.destroy()
      await attempt(async () => {
        for (const back of undoUpdates(answer.before)) await client.call('recordings.update', back)
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
      await attempt(() => client.call('recordings.update', input))
    },
    remove: async recordingIds => {
      const answer = await attempt(() =>
        client.call('recordings.remove', { recordingIds: [...recordingIds] })
      )
      return answer !== undefined
    }
  }
}
