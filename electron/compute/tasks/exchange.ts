import { inspect } from '../exchange/inspect.ts'
import { pack } from '../exchange/pack.ts'
import { unpack } from '../exchange/unpack.ts'
import type { TaskRunner } from '../serve.ts'

/** Writes an exported machine. */
export const packMachine: TaskRunner<'pack'> = (input, context) => pack(input, context)

/** Looks into an exported machine. */
export const inspectMachine: TaskRunner<'inspect'> = ({ path, fileName }, { signal }) =>
  inspect(path, fileName, signal)

/** Verifies an exported machine and lays it out. */
export const unpackMachine: TaskRunner<'unpack'> = (input, context) => unpack(input, context)
