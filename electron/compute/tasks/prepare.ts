import type { PreparedFile } from '../../contract/compute.ts'
import { fromErrorBody } from '../../contract/errors.ts'
import type { ErrorBody } from '../../contract/errors.ts'
import { isStorageError } from '../../files/storage-error.ts'
import type { PrepareShared } from '../files/prepare-file.ts'
import { mapFiles } from '../pool/map-files.ts'
import type { TaskRunner } from '../serve.ts'

/**
 * Hashes, checks, analyses and stores the files of an import, several at a time, answered in the order of the
 * input. Of equal files the first is ready and the others are its duplicates.
 */
export const prepare: TaskRunner<'prepare'> = async (input, { signal, report, emit }) => {
  const { files, dataDir, channel, clipLengthS, copiesFiles } = input
  const shared: PrepareShared = {
    dataDir,
    channel,
    clipLengthS,
    copiesFiles,
    knownSha256: new Set(input.knownSha256)
  }
  const seen = new Set<string>()
  const answerFor = (prepared: PreparedFile): PreparedFile => {
    if (prepared.kind !== 'ready') return prepared
    if (seen.has(prepared.sha256)) return { key: prepared.key, kind: 'duplicate', sha256: prepared.sha256 }
    seen.add(prepared.sha256)
    return prepared
  }
  const failed = (index: number, error: ErrorBody): PreparedFile => ({
    key: files[index]?.key ?? '',
    kind: 'failed',
    error
  })
  await mapFiles('prepare', shared, files, {
    signal,
    onOutcome: (outcome, index) => {
      if (!outcome.isDone && isStorageError(outcome.error.details)) throw fromErrorBody(outcome.error)
      emit(outcome.isDone ? answerFor(outcome.value) : failed(index, outcome.error))
      report((index + 1) / files.length, `${index + 1} of ${files.length} files`)
    }
  })
  return null
}
