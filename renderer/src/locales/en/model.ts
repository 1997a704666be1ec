export default {
  fit: 'Fit | Fit from 1 normal | Fit from {count} normals',
  refused: 'No version was made',
  fitting: 'Fitting | Fitting from 1 normal recording | Fitting from {count} normal recordings',
  note: 'Note on the new version',
  notePlaceholder: 'Note on the new version, for example: after the overhaul',
  empty: {
    title: 'Nothing to learn from yet',
    text: 'Earshot learns what this machine sounds like from recordings that you know to be normal. Five are enough to begin, twenty for a threshold to rely on.',
    import: 'Import normal recordings'
  },
  inputs: {
    title: 'What the model will learn from',
    titleNext: 'What the next version would learn from',
    normals: 'Normal recordings',
    amount: 'none | 1 recording | {count} recordings',
    clips: 'no clips | 1 clip of {length} | {clips} clips of {length}, {total} in all',
    conditions: 'Conditions',
    missing: 'Missing',
    needed:
      'One more normal recording is needed: a fit takes at least {needed}. | {missing} more normal recordings are needed: a fit takes at least {needed}.',
    firm: 'A model from fewer than {firm} normals is provisional: {missing} more make its threshold firm.',
    of: '{count} of {firm} normal recordings',
    level: 'Ignore loudness',
    ignored: 'The overall loudness does not count.',
    counts: 'The overall loudness counts as evidence.',
    levelHint: 'Loudness is strong evidence with a fixed microphone and gain, and misleading without.',
    deviation: 'The normals vary by {deviation} (standard deviation).',
    suggested:
      'Suggested: the loudness of the normals varies by {deviation} (standard deviation), as with a moved microphone or another gain.',
    unlike:
      '1 normal recording does not sound like the others | {count} normal recordings do not sound like the others',
    unlikeHint: 'Listen before the fit: what is not normal there would become normal for the model.',
    listen: 'Listen',
    leaveOut: 'Not normal: leave out',
    leftOut: 'The label is taken off; the recording stays.',
    excluded: '1 recording is left out | {count} recordings are left out'
  },
  fitted: {
    title: 'Model {version}',
    learned: 'Learned from nothing. | Learned from 1 recording. | Learned from {count} recordings.',
    sound: 'From {length} of sound.',
    conditions: 'Conditions: {names}.',
    provisional:
      'Provisional: fewer than {firm} normal recordings. The threshold may move much with the next ones; add normals and fit again.',
    set: 'Flag from {value}',
    setHint: 'Flags and open findings of this model change with it.',
    restore: 'Back to the fitted threshold ({value})',
    byHand: 'The threshold was moved by hand.',
    dragHint: 'Drag the red line, or move it by the arrow keys, to see what another threshold would mean.'
  },
  histogram: {
    label: 'Held-out scores of {count} normal clips; {flagged} of them above the threshold',
    caption:
      'Scores of {count} normal clips, each by a fit without its block: what new normal recordings would score. {flagged} above the threshold.',
    threshold: 'Threshold',
    flaggedFrom: 'Flagged from {value}',
    monitor: 'Monitor from {value}',
    score: 'Score'
  },
  versions: {
    title: 'Versions',
    version: 'Version',
    name: 'Model {version}',
    current: 'in force',
    provisional: 'provisional',
    made: 'Made',
    normals: 'Normals',
    threshold: 'Threshold',
    byHand: 'Moved by hand',
    falseAlarms: 'False alarms in 100',
    note: 'Note',
    addNote: 'Add a note',
    noteOf: 'Note on model {version}',
    actions: 'Actions',
    compare: 'Compare',
    makeCurrent: 'Make current',
    remove: 'Remove',
    removeYes: 'Remove model {version}',
    removeLost: 'Model {version} is lost for good, with its scores and its note.'
  },
  compare: {
    title: 'Model {version} against model {other}',
    scored:
      'No recording has scores of both. | One recording has scores of both. | {count} recordings have scores of both.',
    changes: 'No flag changes. | One flag changes: | {count} flags change:',
    score: 'Score all recordings with model {other}',
    scoring: 'Scoring with model {other}',
    recording: 'Recording',
    with: 'Model {version}'
  }
}
