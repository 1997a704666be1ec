import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { storageError } from '../../../files/storage-error.ts'
import type { NativeBackend } from '../native.ts'
import type { Tensor } from '../types.ts'

/** A graph that is ready to run. Each new set of fed and fetched names is optimised once: keep them few. */
export interface GraphSession {
  /** Results of the named nodes, in order; the caller disposes of them. */
  readonly run: (feeds: ReadonlyMap<string, Tensor>, fetches: readonly string[]) => Tensor[]
  readonly dispose: () => void
}

/**
 * Loads a SavedModel written by a graph builder. The binding reads it from a folder only: a temporary one that is
 * gone again when this returns or throws. @throws AppError conflict where it cannot be written, for example a full disk
 */
export const openSession = (native: NativeBackend, savedModel: Uint8Array): GraphSession => {
  const folder = mkdtempSync(path.join(tmpdir(), 'earshot-graph-'))
  let id: number
  try {
    try {
      writeFileSync(path.join(folder, 'saved_model.pb'), savedModel)
    } catch (cause) {
      throw storageError(cause, folder, 'A graph cannot be written')
    }
    id = native.binding.loadSavedModel(folder, 'serve')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  const names = (nodes: Iterable<string>): string => [...nodes].map(node => `${node}:0`).join(',')
  return {
    run: (feeds, fetches) =>
      native.binding
        .runSavedModel(id, native.getInputTensorIds([...feeds.values()]), names(feeds.keys()), names(fetches))
        .map(made => native.createOutputTensor(made)),
    dispose: () => native.binding.deleteSavedModel(id)
  }
}
