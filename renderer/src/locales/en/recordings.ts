export default {
  import: 'Import',
  record: 'Record',
  csv: 'Scores as CSV',
  search: 'Search by name',
  count: '{count} recording | {count} recordings',
  tableLabel: 'Recordings, {count}',
  selectAll: 'Select all recordings that match',
  selectOne: 'Select {name}',
  channelOf: '{channel} of {of}',
  sortBy: 'Sort by {column}',
  sorted: { up: '{column}, sorted upwards', down: '{column}, sorted downwards' },
  column: {
    recordedAt: 'Time',
    fileName: 'Name',
    label: 'Label',
    score: 'Score',
    flag: 'Flag',
    condition: 'Condition',
    badges: 'Remarks',
    durationS: 'Length',
    channel: 'Channel',
    levelDb: 'Level'
  },
  timeFrom: {
    bext: 'as the recorder wrote it',
    'file-name': 'read from the file name',
    'modification-time': 'the date of the file',
    entered: 'entered by hand',
    recorded: 'recorded at the machine'
  },
  flag: {
    alarm: 'Flagged',
    monitor: 'Above the Monitor line, not flagged',
    acceptable: 'Not flagged'
  },
  score: {
    none: 'Not scored',
    plain: '{score}, flagged from {threshold}; p-value {p}. The bar has the threshold in its middle.',
    heldOut:
      '{score}, flagged from {threshold}; p-value {p}. The model learned from this recording: this is its score by a fit without it.',
    heldOutShort: 'held-out score'
  },
  badges: {
    count: '{count} remark | {count} remarks'
  },
  filter: {
    add: 'Filter',
    label: 'Label',
    flagged: 'Flagged',
    notFlagged: 'Not flagged',
    badge: 'Remark',
    time: 'Time from … to',
    show: 'Show these',
    inForce: 'Filter: {filter}'
  },
  bulk: {
    bar: 'Selected recordings',
    selected: '{count} selected | {count} selected',
    all: 'All {count}',
    allLong: 'Select all {count} recordings that match',
    labelAs: 'Label as',
    label: { normal: 'Normal', anomalous: 'Anomalous', unknown: 'No label' },
    attributes: 'Condition …',
    time: 'Time …',
    delete: 'Delete …',
    clear: 'Clear selection',
    labelled: 'Labelled 1 recording: {label}. | Labelled {count} recordings: {label}.',
    attributesSet: 'Condition of 1 recording changed. | Condition of {count} recordings changed.'
  },
  delete: {
    title: 'Delete 1 recording? | Delete {count} recordings?',
    lost: 'Lost for good: the audio files in the data folder, their labels, scores and findings with verdicts. Models that learned from them stay as they are.',
    confirm: 'Delete for good'
  },
  attributes: {
    title: 'Operating condition of 1 recording | Operating condition of {count} recordings',
    text: 'For example speed = 1200 rpm, load = 80 %. Replaces what was entered or read from the names before.',
    key: 'speed',
    value: '1200 rpm',
    apply: 'Set condition',
    remove: 'Remove condition'
  },
  time: {
    title: 'When was it recorded?',
    text: 'Time in {zone}. It replaces what the file or its name said.',
    label: 'Time of the recording',
    apply: 'Set time'
  },
  empty: {
    title: 'No recording yet',
    text: 'Record at the machine, or drop files or a folder here. Begin with recordings of the normal sound: five at least, twenty or more for a reliable threshold.',
    import: 'Import recordings',
    record: 'Record at the machine'
  },
  noMatch: {
    title: 'No recording matches',
    text: 'Take a filter away, or search for another name.',
    clear: 'Clear all filters'
  },
  next: {
    missing:
      'No model yet: 1 more recording with the label Normal is needed for a fit. | No model yet: {count} more recordings with the label Normal are needed for a fit.',
    ready: 'No model yet: {count} normal recordings are ready to learn from.',
    fit: 'Go to Fit'
  }
}
