import type { Machine, MachineSummary } from '../../../electron/contract/machines.ts'

/** A machine for tests; its id is its name. */
export const machineSummary = (
  machine: Partial<Machine> & { name: string },
  rest: Partial<Omit<MachineSummary, 'machine'>> = {}
): MachineSummary => ({
  machine: {
    id: machine.name,
    kind: '',
    site: '',
    line: '',
    nominalSpeed: '',
    notes: '',
    timeZone: 'UTC',
    clipLengthS: null,
    channel: 1,
    ignoreLevel: false,
    alarmCount: 3,
    alarmWindow: 5,
    bandHz: null,
    currentModelId: null,
    isSample: false,
    createdAt: '2026-01-01T00:00:00.000Z',
    ...machine
  },
  state: 'unknown',
  recordings: 0,
  normals: 0,
  openFindings: 0,
  lastHeardAt: null,
  modelVersion: null,
  modelDetector: null,
  modelCreatedAt: null,
  threshold: null,
  normalScore: null,
  recentScores: [],
  ...rest
})
