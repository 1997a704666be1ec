export default {
  bar: 'Jobs, engine and data folder',
  title: 'Jobs',
  none: 'No job has run yet.',
  idle: 'No job is running',
  latest: 'Latest:',
  others: '+ {count} more | + {count} more',
  engine: 'Engine: {engine}',
  engineUnknown: 'Engine: not measured',
  dataFolder: 'Data folder: {path}',
  remaining: 'about {time} left',
  retry: 'Run again',
  open: 'Open',
  showFailed: '1 unreadable file | {count} unreadable files',
  failed: '{job} failed',
  details: 'Details',
  kind: {
    import: 'Import',
    fit: 'Fit',
    score: 'Scoring',
    report: 'Report',
    sample: 'Sample machine',
    reanalyse: 'New analysis',
    'export-machine': 'Export',
    'import-machine': 'Machine import'
  },
  state: {
    queued: 'Waiting',
    running: 'Running',
    done: 'Done',
    failed: 'Failed',
    cancelled: 'Cancelled',
    interrupted: 'Interrupted'
  },
  outcome: {
    queued: 'waiting for the job before it',
    running: 'running',
    done: 'done',
    failed: 'failed',
    cancelled: 'cancelled; what was done so far is kept',
    undone: 'cancelled; nothing of it is left',
    interrupted: 'interrupted when Earshot was closed; it can be run again'
  },
  result: {
    imported: '{count} imported',
    duplicates: '{count} already there',
    failed: '{count} could not be read',
    tooShort: '{count} shorter than a clip',
    scored: '{count} scored, {flagged} flagged',
    fit: 'the new version is ready',
    taken: 'the new version is in use',
    candidate: 'the new version is ready to be compared; it is not in use',
    report: 'the PDF is ready',
    sample: 'the sample machine is ready',
    reanalyse: 'all recordings are analysed again',
    'export-machine': 'the file with 1 recording is ready | the file with {count} recordings is ready',
    'import-machine':
      'the machine with 1 recording is in place | the machine with {count} recordings is in place'
  }
}
