export default {
  tabs: {
    label: 'Pages of the machine',
    recordings: 'Recordings',
    model: 'Model',
    findings: 'Findings',
    trend: 'Trend',
    report: 'Report',
    settings: 'Settings'
  },
  missing: {
    title: 'This machine is not here',
    text: 'It may have been deleted.',
    back: 'To the overview'
  },
  new: {
    title: 'New machine',
    create: 'Create machine',
    taken: 'There is a machine of this name already.'
  },
  section: {
    identity: 'Machine',
    analysis: 'Listening'
  },
  field: {
    name: 'Name',
    kind: 'Kind',
    site: 'Site',
    line: 'Line',
    nominalSpeed: 'Nominal speed',
    notes: 'Notes',
    timeZone: 'Time zone',
    clipLength: 'Clip length',
    channel: 'Channel',
    ignoreLevel: 'Ignore loudness',
    alarm: 'Alarm'
  },
  placeholder: {
    name: 'for example Exhaust fan 3',
    kind: 'fan, pump, slide rail …',
    site: 'plant or building',
    line: 'line or cell',
    nominalSpeed: 'for example 1480 rpm',
    clipLength: 'proposed at import'
  },
  hint: {
    timeZone: 'The zone in which file names and recorders tell the time.',
    clipLength:
      'The length that is judged at once. Longer recordings are cut into clips, shorter ones are left out. Empty: the first normal recordings propose it.',
    channel: 'The channel of multi-channel recordings that is analysed and played, counted from 1.',
    ignoreLevel:
      'Loudness is strong evidence with a fixed microphone and gain, and misleading without. Takes effect at the next fit.',
    levelSuggested:
      'Suggested: the loudness of the normal recordings varies by {deviation} dB (standard deviation).',
    levelSteady: 'The loudness of the normal recordings varies by {deviation} dB (standard deviation).',
    alarm: 'A single flagged recording sets the machine to Monitor; this many set it to Alarm.'
  },
  alarm: {
    before: 'when at least',
    count: 'Flagged recordings for an alarm',
    between: 'of the last',
    window: 'Recordings that are looked at',
    after: 'recordings are flagged'
  },
  saveChanges: 'Save changes',
  saved: 'The changes are saved.',
  analysedAgain:
    'The recording is analysed again with these settings; the model needs a new fit. | All {count} recordings are analysed again with these settings; the model needs a new fit.',
  leave: {
    title: 'The changes are not saved',
    text: 'Leaving this page loses them.',
    leave: 'Leave without saving',
    stay: 'Stay'
  },
  events: {
    title: 'Events',
    hint: 'What happened to the machine, such as a replaced bearing; shown in the trend and the report. Times in {zone}.',
    when: 'When it happened',
    what: 'What happened',
    placeholder: 'for example Bearing replaced',
    add: 'Add event',
    remove: 'Remove',
    removeOne: 'Remove the event {text}'
  },
  delete: {
    title: 'Delete the machine',
    hint: 'Deletes the machine with everything that belongs to it.',
    open: 'Delete machine …',
    question: 'Delete {name}?',
    lost: 'Lost for good: {list}.',
    recordings:
      '1 recording with its file, label and scores | {count} recordings with their files, labels and scores',
    models: 'all versions of the model (the latest is {version})',
    findings: 'all findings with their verdicts and comments ({count} open)',
    rest: 'settings, events and reports',
    type: 'To confirm, type the name of the machine: {name}',
    typeLabel: 'Name of the machine to delete',
    confirm: 'Delete for good'
  },
  notice: {
    title: 'A new operating condition?',
    text: '{flagged} of the last {of} recordings are flagged and sound different in the same way.',
    accept: 'These are normal: add and fit again …',
    later: 'Not now',
    dialogTitle: 'Add as normal and fit again',
    explanation:
      'Recordings that all sound different in the same way are typical of a speed or load that was never recorded as normal. If it is one, these recordings are labelled normal and a new version of the model learns from them. Leave out what you would not call normal; listen first if in doubt.',
    listen: 'Listen',
    name: 'Name of the condition',
    namePlaceholder: 'for example speed 1200 rpm (may stay empty)',
    confirm: 'Add 1 recording and fit | Add {count} recordings and fit'
  }
}
