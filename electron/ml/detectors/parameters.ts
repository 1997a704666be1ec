import { AppError } from '../../contract/errors.ts'
import type { DetectorId } from '../../contract/models.ts'

/** A parameter of a system: its kind, default and limits, what it does and where its default comes from. */
export type ParameterSpec = {
  readonly text: string
  /** A paper, the official baseline, or "choice" for one of the project's own. */
  readonly source: string
} & (
  | { readonly kind: 'number'; readonly default: number; readonly least: number; readonly most: number }
  | { readonly kind: 'whole'; readonly default: number; readonly least: number; readonly most: number }
  | { readonly kind: 'flag'; readonly default: boolean }
  | { readonly kind: 'choice'; readonly default: string; readonly choices: readonly string[] }
)

/** The parameters of a system by name. */
export type ParameterSpecs = Readonly<Record<string, ParameterSpec>>

type Widened<D> = D extends number ? number : D extends boolean ? boolean : string
type ValueOf<S extends ParameterSpec> = S extends { readonly choices: readonly (infer C)[] }
  ? C
  : Widened<S['default']>

/** The values that specifications describe. */
export type ParameterValues<S extends ParameterSpecs> = { readonly [K in keyof S]: ValueOf<S[K]> }

const refuse = (name: string, value: unknown, wanted: string): never => {
  throw new AppError('invalid', `${name} is ${wanted}, not ${JSON.stringify(value)}`, { parameter: name })
}

const readNumber = (
  name: string,
  value: unknown,
  { kind, least, most }: { kind: 'number' | 'whole'; least: number; most: number }
): number => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  const isKind = typeof number === 'number' && (kind === 'number' || Number.isInteger(number))
  if (!isKind || !(number >= least && number <= most)) {
    return refuse(name, value, `a${kind === 'whole' ? ' whole' : ''} number from ${least} to ${most}`)
  }
  return number
}

const readFlag = (name: string, value: unknown): boolean => {
  if (value === true || value === 'true' || value === 'yes' || value === '1') return true
  if (value === false || value === 'false' || value === 'no' || value === '0') return false
  return refuse(name, value, 'true or false')
}

const readValue = (name: string, value: unknown, spec: ParameterSpec): unknown => {
  if (value === undefined) return spec.default
  switch (spec.kind) {
    case 'number':
    case 'whole':
      return readNumber(name, value, spec)
    case 'flag':
      return readFlag(name, value)
    case 'choice':
      return typeof value === 'string' && spec.choices.includes(value)
        ? value
        : refuse(name, value, `one of ${spec.choices.join(', ')}`)
  }
}

/** Reads parameters; an error says whose they are. @throws AppError invalid */
export const parametersOf = <T>(detector: DetectorId, read: () => T): T => {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof AppError) || error.details['parameter'] === undefined) throw error
    throw new AppError(error.code, error.message, { ...error.details, detector })
  }
}

/**
 * Complete and valid parameters from a partial object, whose values may be texts (from a command line).
 * @throws AppError invalid: an unknown name or a value out of range, with what there is
 */
export const readParameters = <S extends ParameterSpecs>(
  specs: S,
  given: Readonly<Record<string, unknown>>
): ParameterValues<S> => {
  const unknown = Object.keys(given).find(name => !(name in specs))
  if (unknown !== undefined) {
    const names = Object.keys(specs)
    const known = names.length === 0 ? 'it has none' : `it has ${names.join(', ')}`
    throw new AppError('invalid', `There is no parameter ${unknown}; ${known}`, { parameter: unknown })
  }
  return Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [name, readValue(name, given[name], spec)])
  ) as ParameterValues<S>
}
