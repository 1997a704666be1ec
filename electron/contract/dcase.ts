/**
 * What the DCASE bench answers: figures by the definitions of DCASE Challenge Task 2. Plain types, as in
 * compute.ts: both ends are ours and of one version. A figure is null where its definition has nothing to say.
 */
import type { DetectorId } from './models.ts'

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

/** A detector as its code documents it. */
export interface DetectorFacts {
  readonly id: DetectorId
  /** One plain sentence. */
  readonly summary: string
  /** One network over all machines. */
  readonly isJoint: boolean
  readonly isSeeded: boolean
  readonly parameters: readonly {
    readonly name: string
    readonly default: number | boolean | string
    readonly values: string
    readonly text: string
    readonly source: string
  }[]
}

/** What the bench is to run. Folders are absolute. */
export interface DcaseInput {
  readonly dataDir: string
  readonly outDir: string
  /** Features are kept here between seeds and runs. */
  readonly cacheDir: string
  readonly detector: DetectorId
  readonly params: Readonly<Record<string, unknown>>
  /** Machine types; null: all. */
  readonly machines: readonly string[] | null
  readonly seeds: readonly number[]
  /** Counted from 1; stereo sets (2026) have the near microphone in the first. */
  readonly channel: number
  /** Null: each machine's shortest recording. */
  readonly clipLengthS: number | null
  readonly usesSupplemental: boolean
  readonly groundTruthDir: string | null
  /** Training ends after the epoch in which this is used up, seconds a fit; null: never. */
  readonly budgetS: number | null
  /** Results that are there are made again. */
  readonly again: boolean
  readonly appVersion: string
}

/** One machine's section that was scored with one seed. */
export interface DcaseDone {
  readonly seed: number
  readonly machine: string
  readonly section: string
  /** Hash over the names and sizes of its recordings. */
  readonly files: string
  readonly trainClips: number
  readonly testRecordings: number
  readonly clipLengthS: number
  readonly threshold: number
  /** Null where nothing is trained by gradient. */
  readonly epochs: number | null
  /** What it was computed with, as a model says it; null where no engine was needed. */
  readonly engine: string | null
  readonly seconds: number
  readonly finishedAt: string
}

/** A machine that could not be fitted or scored. */
export interface DcaseFailure {
  readonly seed: number
  readonly machine: string
  readonly section: string
  readonly reason: string
  /** Test recordings that have a score all the same, in a partial file. */
  readonly scored?: number
}

/** What `run.json` in a results folder says: all that is needed to know what the figures are of. */
export interface DcaseRun {
  readonly format: 1
  readonly detector: DetectorId
  readonly params: Readonly<Record<string, unknown>>
  readonly seeds: readonly number[]
  readonly data: {
    readonly name: string
    readonly layout: string
    readonly rule: EvaluationRule
    readonly supplemental: boolean
  }
  readonly channel: number
  /** As asked for; null: each machine's own. */
  readonly clipLengthS: number | null
  readonly budgetS: number | null
  readonly versions: Readonly<Record<string, string>>
  /** Results of another fingerprint are never mixed with these. */
  readonly fingerprint: string
  readonly done: readonly DcaseDone[]
  readonly failures: readonly DcaseFailure[]
  readonly warnings: readonly string[]
  /** Figures of each seed, where labels are known. */
  readonly results: readonly { readonly seed: number; readonly evaluation: Evaluation }[]
}
