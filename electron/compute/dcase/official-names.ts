/** What an official result or ground-truth file is called by. */
export interface OfficialName {
  readonly machine: string
  /** Two digits. */
  readonly section: string
  /** Files of 2021 hold one domain each. */
  readonly domain: 'source' | 'target' | null
  /** Seed and tag of the baseline's own form; null for the short form. */
  readonly tag: string | null
}

const PLACE = String.raw`_(?:section|id)_(\d{2})(?:_(source|target))?(?:_test)?`
const SHORT = new RegExp(`^(.+?)${PLACE}$`)
const BASELINE = new RegExp(`^DCASE\\d{4}T2(.+?)${PLACE}_(seed.*)_Eval$`)

/**
 * Reads an official file name: `<prefix>_<machine>_section_00_test.csv`, the baseline's
 * `<prefix>_DCASE2023T2<machine>_section_00_test_seed<seed><tag>_Eval.csv`, and those of 2021 (`_source_test`) and
 * 2020 (`_id_00`). Null for any other name.
 */
export const readOfficialName = (
  fileName: string,
  prefix: 'anomaly_score' | 'decision_result' | 'ground_truth'
): OfficialName | null => {
  if (!fileName.startsWith(`${prefix}_`) || !fileName.endsWith('.csv')) return null
  const stem = fileName.slice(prefix.length + 1, -'.csv'.length)
  const found = BASELINE.exec(stem) ?? SHORT.exec(stem)
  if (found === null) return null
  const [, machine = '', section = '', domain, tag] = found.map(part => part as string | undefined)
  return {
    machine,
    section,
    domain: domain === 'source' || domain === 'target' ? domain : null,
    tag: tag ?? null
  }
}

/** What is in a place: all files of one section, or of one domain of it. */
export const placeKey = ({ machine, section, domain }: Omit<OfficialName, 'tag'>): string =>
  `${machine} section ${section}${domain === null ? '' : ` ${domain}`}`
