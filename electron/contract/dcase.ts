/**
 * What the DCASE bench answers: figures by the definitions of DCASE Challenge Task 2. Plain types, as in
 * compute.ts: both ends are ours and of one version. A figure is null where its definition has nothing to say.
 */

/** A figure over all clips of a section, and over each domain. */
export interface ByDomain<T = number | null> {
  readonly all: T
  readonly source: T
  readonly target: T
}

/**
 * Which definition holds. `sections`: 2022 and later, normals of a domain against the anomalies of both and one
 * pAUC a section. `domains`: 2021, each domain by itself. `ids`: 2020, no domains, AUC and pAUC of each machine id.
 */
export type EvaluationRule = 'sections' | 'domains' | 'ids'

/** Figures of one section (or machine id) of one machine. */
export interface SectionFigures {
  readonly machine: string
  /** Two digits. */
  readonly section: string
  readonly normals: ByDomain<number>
  readonly anomalies: ByDomain<number>
  readonly auc: ByDomain
  /** Partial AUC up to a false-positive rate of 0.1, McClish-standardised. */
  readonly pauc: ByDomain
  /** From the decisions; null where there are none. */
  readonly precision: ByDomain
  readonly recall: ByDomain
  readonly f1: ByDomain
}

/** Means as the official tables have them. */
export interface MeanFigures {
  readonly auc: number | null
  readonly pauc: number | null
  readonly precision: number | null
  readonly recall: number | null
  readonly f1: number | null
}

/** Means over sections and domains. */
export interface Means {
  readonly arithmetic: MeanFigures
  readonly harmonic: MeanFigures
  readonly sourceHarmonic: MeanFigures
  readonly targetHarmonic: MeanFigures
}

/** One set of score files against its ground truth. */
export interface Evaluation {
  readonly rule: EvaluationRule
  /** Harmonic mean of every AUC and pAUC of every machine; null where one of them is undefined. */
  readonly officialScore: number | null
  readonly means: Means
  readonly machines: readonly { readonly machine: string; readonly means: Means }[]
  readonly sections: readonly SectionFigures[]
  /** What a reader must know: missing decisions, undefined figures. */
  readonly warnings: readonly string[]
}
