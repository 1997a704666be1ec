export default {
  label: 'Scores of {count} recordings over time',
  axis: 'How the recordings are lined up',
  scale: 'How the scores run up',
  scales: { linear: 'Linear', compressed: 'Compressed' },
  axes: { time: 'By time', order: 'By order' },
  kinds: { acceptable: 'Acceptable', monitor: 'Monitor', alarm: 'Flagged' },
  hollow: 'Hollow: learned from, held-out score',
  heldOut: 'held-out score',
  score: 'Score',
  scoreOf: 'Score ({name})',
  otherScale:
    '1 recording was scored by another detector only, on another scale, and is not shown | {count} recordings were scored by other detectors only, on other scales, and are not shown',
  threshold: 'Threshold',
  monitor: 'Monitor',
  model: 'Model {version}',
  dot: 'Score {score}, model {version}',
  open: 'Click to hear it',
  showAll: 'Show all',
  csv: 'Export CSV',
  addEvent: 'Add event …',
  eventHint: 'What happened to the machine; it stands as a mark in the trend and the report.',
  hint: 'Wheel or the bar below zooms, a click on a dot opens the recording.',
  empty: {
    title: 'No scores yet',
    text: 'Once a model is fitted, every recording stands here with its score.',
    toModel: 'To the model'
  }
}
