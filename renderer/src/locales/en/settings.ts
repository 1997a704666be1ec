import { ENGINE_NAMES } from '../../../../electron/contract/engines.ts'

export default {
  title: 'Settings',
  saved: 'Saved.',
  person: {
    title: 'Verdicts and reports',
    engineer: 'Your name',
    engineerHint: 'Stands with your verdicts and on the reports.',
    organisation: 'Organisation',
    organisationHint: 'Stands at the head of the reports.'
  },
  look: {
    title: 'Look',
    theme: 'Theme',
    system: 'Like the system',
    light: 'Light',
    dark: 'Dark',
    pageSize: 'Page size of reports',
    A4: 'A4',
    LETTER: 'Letter',
    timeZone: 'Time zone',
    timeZoneHint: 'Proposed for new machines.'
  },
  desktop: {
    title: 'Desktop',
    notifyJobs: 'Notifications',
    notifyJobsHint: 'When a job of more than 10 s ends while the window is not in front.'
  },
  engine: {
    title: 'Engine',
    intro:
      'The default detector needs no learning engine. Neural detectors learn and score on the engine that is chosen here. Weights depend on it: a model says what it was computed with.',
    choice: 'Engine to use',
    choices: {
      automatic: 'Automatic',
      ...ENGINE_NAMES
    },
    hints: {
      automatic: 'The first of the others that works, from the top.',
      'tensorflow-cuda': 'NVIDIA graphics cards on Linux, where set-up has fetched the CUDA libraries.',
      webgpu: 'Graphics cards of any make, by their Vulkan, Metal or Direct3D driver.',
      tensorflow: 'Works on every computer where set-up has made it; the same weights again for a seed.',
      wasm: 'Needs nothing, is slow, and can only score: it trains no model.'
    },
    inUse: 'in use',
    states: { works: 'works', absent: 'not here', failed: 'does not work' },
    scoresOnly: 'works, scores only',
    notMeasured: 'not measured',
    other: 'The choice has changed since the measurement. Measure again to see which engine is in use.',
    state: 'State',
    engine: 'Engine',
    device: 'Device',
    matrix: 'Matrix product',
    convolution: 'Convolution gradient',
    memory: 'Memory',
    gpuMemory: '{memory} on the card',
    measuredAt: 'Measured',
    explanation: 'Remark',
    measure: 'Measure',
    measureAgain: 'Measure again'
  },
  about: {
    title: 'This installation',
    dataDir: 'Data folder',
    version: 'Version',
    startedAt: 'Running since'
  },
  audit: {
    title: 'Audit log',
    empty: 'Nothing has been changed yet.',
    at: 'Time',
    by: 'By',
    action: 'Action',
    details: 'Details',
    more: 'Show more'
  }
}
