import { AppError } from '../../contract/errors.ts'
import type { Tf, Variable } from '../engine/types.ts'
import { createRandomSource } from '../random.ts'
import { readNamedArrays, writeNamedArrays } from './named-arrays.ts'
import type { Initialiser } from './initialisers.ts'

/** A variable of a network with its name, for example `spectrum/conv1/filter`. */
export interface NamedVariable {
  readonly name: string
  readonly variable: Variable
  /** Whether the L2 penalty applies: filters and matrices, not biases, scales or offsets. */
  readonly decays: boolean
}

/** All numbers of a network by name: what is trained, and states such as running averages. */
export interface ParameterSet {
  /** Adds a trained variable; its values come from the set's seed. */
  readonly weight: (name: string, shape: readonly number[], initialise: Initialiser) => Variable
  /** Adds a variable that is saved but not trained by gradient. */
  readonly state: (name: string, shape: readonly number[], initialise: Initialiser) => Variable
  readonly trained: readonly NamedVariable[]
  readonly states: readonly NamedVariable[]
  /** Count of trained numbers. */
  readonly size: () => number
  /** Where a recorded step keeps the variables, this fetches them; a trainer sets it. */
  onRead: () => void
  /** Where a recorded step keeps the variables, this hands them over; a trainer sets it. */
  onWrite: () => void
  /** All variables as one byte string. */
  readonly save: () => Promise<Uint8Array>
  /** @throws AppError unreadable where the bytes are damaged or of another network */
  readonly load: (bytes: Uint8Array) => void
  readonly dispose: () => void
}

/** An empty set; its random numbers come from `seed`, in the order in which variables are added. */
export const createParameterSet = (tf: Tf, seed: number): ParameterSet => {
  const random = createRandomSource(seed)
  const trained: NamedVariable[] = []
  const states: NamedVariable[] = []
  const add = (list: NamedVariable[], name: string, shape: readonly number[], initialise: Initialiser) => {
    if ([...trained, ...states].some(known => known.name === name)) {
      throw new Error(`Two variables are named ${name}`)
    }
    const values = initialise(shape, random)
    const isTrained = list === trained
    const variable = tf.tidy(() => tf.variable(tf.tensor(values, [...shape], 'float32'), isTrained))
    list.push({ name, variable, decays: isTrained && shape.length > 1 })
    return variable
  }
  const all = (): NamedVariable[] => [...trained, ...states]
  const set: ParameterSet = {
    weight: (name, shape, initialise) => add(trained, name, shape, initialise),
    state: (name, shape, initialise) => add(states, name, shape, initialise),
    trained,
    states,
    size: () => trained.reduce((sum, { variable }) => sum + variable.size, 0),
    onRead: () => undefined,
    onWrite: () => undefined,
    save: async () => {
      set.onRead()
      return writeNamedArrays(await readVariables(all()))
    },
    load: bytes => {
      writeVariables(tf, all(), readNamedArrays(bytes))
      set.onWrite()
    },
    dispose: () => {
      for (const { variable } of all()) variable.dispose()
    }
  }
  return set
}

/** The values of variables by name. */
export const readVariables = async (
  variables: readonly Pick<NamedVariable, 'name' | 'variable'>[]
): Promise<Map<string, Float32Array>> => {
  const arrays = new Map<string, Float32Array>()
  for (const { name, variable } of variables) arrays.set(name, (await variable.data<'float32'>()).slice())
  return arrays
}

/**
 * Sets variables to values by name; nothing is set where any is missing.
 * @throws AppError unreadable where a name or a size does not fit
 */
export const writeVariables = (
  tf: Tf,
  variables: readonly Pick<NamedVariable, 'name' | 'variable'>[],
  arrays: ReadonlyMap<string, Float32Array>
): void => {
  const found = variables.map(({ name, variable }) => {
    const values = arrays.get(name)
    if (values?.length !== variable.size) {
      throw new AppError('unreadable', `The saved numbers do not fit this network: ${name}`)
    }
    return { variable, values }
  })
  tf.tidy(() => {
    for (const { variable, values } of found) {
      variable.assign(tf.tensor(values.slice(), variable.shape, 'float32'))
    }
  })
}
