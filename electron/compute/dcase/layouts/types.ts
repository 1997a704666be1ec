import type { EvaluationRule } from '../../../contract/dcase.ts'

/** A recording of a data set and what its place, its name and the attribute tables say of it. */
export interface DataSetClip {
  /** Path below the data set's folder, forward slashes. */
  readonly file: string
  readonly domain: 'source' | 'target' | null
  readonly label: 'normal' | 'anomalous' | null
  readonly attributes: Readonly<Record<string, string>>
}

/** One section (2020: machine id) of one machine type: an individual machine. */
export interface DataSetSection {
  readonly machine: string
  /** Two digits. */
  readonly section: string
  readonly train: readonly DataSetClip[]
  readonly test: readonly DataSetClip[]
  /** Clean machine or noise alone (2025 and later): not for fitting unless asked. */
  readonly supplemental: readonly (DataSetClip & { readonly isNoise: boolean })[]
  /** Why it cannot be run, where what belongs to it is broken. */
  readonly fault?: string
}

/** A data set as read from its folder. */
export interface DataSet {
  readonly layout: LayoutId
  readonly rule: EvaluationRule
  /** In order of machine and section. */
  readonly sections: readonly DataSetSection[]
  readonly warnings: readonly string[]
}

export type LayoutId = '2020' | '2021' | '2022-2026'

/** Which folder a file stands in. */
export type SplitFolder = 'train' | 'test' | 'source_test' | 'target_test' | 'test_rename' | 'supplemental'

/** A file of a machine's folder, its name already taken apart. */
export interface Entry {
  readonly file: string
  readonly machine: string
  readonly folder: SplitFolder
  /** Without folders. */
  readonly name: string
  readonly section: string
  readonly domain: 'source' | 'target' | null
  readonly label: 'normal' | 'anomalous' | null
  readonly attributes: Readonly<Record<string, string>>
}

/** How the challenge of some years laid out its data. */
export interface Layout {
  readonly id: LayoutId
  readonly rule: EvaluationRule
  /** Whether this is the layout of a data set with these files. */
  readonly isLayoutOf: (entries: readonly Entry[]) => boolean
  /** Where a file belongs and what its place adds; null where the layout has no such place. */
  readonly place: (
    entry: Entry
  ) => { split: 'train' | 'test' | 'supplemental'; domain: Entry['domain'] } | null
}
