import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { startContestant } from './train/contestant.ts'
import type { Contestant, Measured } from './train/contestant.ts'
import { nameOf, WORKLOADS } from './train/workloads.ts'
import type { Workload } from './train/workloads.ts'
import { writeSection } from './support.ts'

/** A row of `--json`: process CPU and wall milliseconds a step; null where there is no peer. */
interface Row extends Workload {
  readonly oursMs: number
  readonly peerMs: number | null
  readonly ratio: number | null
  readonly oursWallMs: number
  readonly peerWallMs: number | null
  readonly oursPeakMb: number
  readonly peerPeakMb: number | null
  readonly oursStartUpS: number
  readonly peerStartUpS: number | null
}

interface Plan {
  readonly peer: string | undefined
  readonly rounds: number
  /** CPU time that a round of one contestant should take. */
  readonly roundMs: number
  readonly threads: number
}

const OURS = path.join(import.meta.dirname, 'train', 'ours.ts')
const PEER = path.join(import.meta.dirname, 'peer', 'train.py')
const LAYOUTS = ['default', 'channels-last'] as const
/** Fixed steps would make the small workloads too short to measure, the large ones too long. */
const MOST_STEPS = 300

/**
 * Training and scoring steps beside the same network in PyTorch: `-- train [--peer python3] [--json] [--short]
 * [--only NAME] [--write]`; the last puts the table into docs/results.md.
 */
export const run = async (args: readonly string[]): Promise<void> => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      peer: { type: 'string' },
      json: { type: 'boolean', default: false },
      short: { type: 'boolean', default: false },
      only: { type: 'string' },
      write: { type: 'boolean', default: false },
      threads: { type: 'string', default: String(os.availableParallelism()) }
    }
  })
  const plan: Plan = {
    peer: values.peer,
    ...(values.short ? { rounds: 1, roundMs: 500 } : { rounds: 5, roundMs: 3000 }),
    threads: Number(values.threads)
  }
  const chosen = WORKLOADS.filter(
    workload => values.only === undefined || nameOf(workload).startsWith(values.only)
  )
  const rows: Row[] = []
  const lines = head(plan)
  const say = (...text: readonly string[]): void => {
    lines.push(...text)
    if (!values.json) console.log(text.join('\n'))
  }
  if (!values.json) console.log(lines.join('\n'))
  for (const workload of chosen) {
    const row = await compare(workload, plan)
    rows.push(row)
    say(lineOf(row))
  }
  say('', ...tail(plan))
  if (values.json) console.log(JSON.stringify(rows, null, 2))
  if (values.write) writeSection('train --peer python3', lines.join('\n'))
}

const compare = async (workload: Workload, plan: Plan): Promise<Row> => {
  const shared = [workload.workload, String(workload.batch), workload.mode, String(plan.threads)]
  const ours = await startContestant(process.execPath, ['--no-deprecation', OURS, ...shared])
  const peers: Contestant[] = []
  try {
    // Spectrograms and dense layers have no channels to be last.
    const layouts =
      workload.workload === 'dual-branch' || workload.workload === 'memcae' ? LAYOUTS : LAYOUTS.slice(0, 1)
    for (const layout of plan.peer === undefined ? [] : layouts) {
      const env = { OMP_WAIT_POLICY: 'passive' }
      peers.push(await startContestant(plan.peer ?? '', [PEER, ...shared, layout], env))
    }
    return rowOf(workload, ours, peers, await alternate([ours, ...peers], plan))
  } finally {
    for (const contestant of [ours, ...peers]) await contestant.close()
  }
}

/** All contestants in turn, round by round: what else the computer does meets them alike. */
const alternate = async (
  contestants: readonly Contestant[],
  { rounds, roundMs }: Plan
): Promise<Measured[][]> => {
  const steps: number[] = []
  for (const contestant of contestants) {
    const { cpuMs } = await contestant.measure(1)
    steps.push(Math.min(MOST_STEPS, Math.max(1, Math.round(roundMs / cpuMs))))
  }
  const found = contestants.map((): Measured[] => [])
  for (let round = 0; round < rounds; round++) {
    for (const [index, contestant] of contestants.entries()) {
      found[index]?.push(await contestant.measure(steps[index] ?? 1))
    }
  }
  return found
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? NaN

const summary = (rounds: readonly Measured[]) => ({
  cpuMs: median(rounds.map(({ cpuMs }) => cpuMs)),
  wallMs: median(rounds.map(({ wallMs }) => wallMs)),
  peakMb: Math.max(...rounds.map(({ peakMb }) => peakMb))
})

const rowOf = (
  workload: Workload,
  ours: Contestant,
  peers: readonly Contestant[],
  [oursRounds = [], ...peerRounds]: readonly (readonly Measured[])[]
): Row => {
  const own = summary(oursRounds)
  const [peer] = peerRounds.map(summary).toSorted((a, b) => a.cpuMs - b.cpuMs)
  return {
    ...workload,
    oursMs: own.cpuMs,
    peerMs: peer?.cpuMs ?? null,
    ratio: peer === undefined ? null : own.cpuMs / peer.cpuMs,
    oursWallMs: own.wallMs,
    peerWallMs: peer?.wallMs ?? null,
    oursPeakMb: own.peakMb,
    peerPeakMb: peer?.peakMb ?? null,
    oursStartUpS: ours.startUpS,
    peerStartUpS: peers[0]?.startUpS ?? null
  }
}

const head = ({ rounds, threads, peer }: Plan): string[] => [
  `Process CPU milliseconds a step, median of ${rounds} alternating rounds, ${threads} threads.`,
  peer === undefined
    ? 'Without a peer: add --peer python3 (with PyTorch) for the ratios.'
    : 'Peer: PyTorch eager float32, the better of default and channels-last layout, OMP_WAIT_POLICY=passive.',
  '',
  '| workload | ours | peer | ratio | at most | ours wall | peer wall | peak MB | peer | start-up s | peer |',
  `|${'---|'.repeat(11)}`
]

const number = (value: number | null, digits = 1): string => (value === null ? 'n/a' : value.toFixed(digits))

const lineOf = (row: Row): string => {
  const speed = [number(row.oursMs), number(row.peerMs), number(row.ratio, 2), row.most.toFixed(2)]
  const wall = [number(row.oursWallMs), number(row.peerWallMs)]
  const rest = [number(row.oursPeakMb, 0), number(row.peerPeakMb, 0)]
  const cells = [nameOf(row), ...speed, ...wall, ...rest, number(row.oursStartUpS), number(row.peerStartUpS)]
  return `| ${cells.join(' | ')} |`
}

const tail = ({ peer }: Plan): string[] => [
  'Start-up: from the start of the process to the end of two steps, recording the graph included.',
  ...(peer === undefined
    ? []
    : [
        'log-mel: the peer is torch.stft with a matrix product; log-mel-librosa: librosa.feature.melspectrogram.'
      ])
]
