import type { Domain, Label } from '../../contract/common.ts'

export type NameLayout = 'dcase2020' | 'dcase2022+' | 'folder' | 'none'

/** What a file's name and folders say of it. */
export interface NameFacts {
  readonly label?: Exclude<Label, 'unknown'>
  readonly domain?: Domain
  readonly split?: 'train' | 'test'
  /** DCASE section or machine id, for example '00'. */
  readonly section?: string
  readonly attributes: Readonly<Record<string, string>>
  /** Local wall time, 'YYYY-MM-DDTHH:mm:ss'; midnight where the name has only a date. */
  readonly recordedAt?: string
  readonly layout: NameLayout
  /** The folder that is named after the machine, where the layout shows which one that is. */
  readonly machineName?: string
}
