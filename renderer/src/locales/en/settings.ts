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
      'The default detector needs no learning engine. The measurement says which engine this computer has for the neural detectors, and how fast it is.',
    engine: 'Engine',
    available: 'available',
    missing: 'not available',
    device: 'Device',
    matrix: 'Matrix product',
    convolution: 'Convolution gradient',
    correct: 'Results',
    isCorrect: 'checked, correct',
    isWrong: 'checked, wrong: this engine is not used',
    memory: 'Memory',
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
