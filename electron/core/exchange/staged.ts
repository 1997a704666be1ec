import { createReadStream } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { ExchangeRecord, RecordKind } from '../../contract/exchange-records.ts'
import { stagedRecords } from '../../contract/exchange-tasks.ts'

const AT_ONCE = 250

/** Records of an unpacked machine in batches. A compute process of this version wrote and checked every line. */
export async function* stagedBatches<K extends RecordKind>(
  stageDir: string,
  kind: K
): AsyncGenerator<readonly ExchangeRecord<K>[]> {
  let batch: ExchangeRecord<K>[] = []
  const input = createReadStream(path.join(stageDir, stagedRecords(kind)))
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    batch.push(JSON.parse(line) as ExchangeRecord<K>)
    if (batch.length === AT_ONCE) {
      yield batch
      batch = []
    }
  }
  if (batch.length > 0) yield batch
}
