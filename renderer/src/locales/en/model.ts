export default {
  fit: 'Fit | Fit from 1 normal | Fit from {count} normals',
  standard: {
    fit: 'Fit the standard detector | Fit the standard detector from 1 normal | Fit the standard detector from {count} normals',
    ask: 'Version {version} ({name}) is in use; the standard detector will take its place.',
    yes: 'Fit the standard detector'
  },
  refused: {
    failed: 'No version was made',
    cancelled: 'The fit was cancelled',
    interrupted: 'The fit was interrupted when Earshot was closed',
    unscored: 'The version was made, but not every recording has a score by it'
  },
  remedy: {
    unscored: 'What was scored until then is kept.',
    score: 'Score the other recordings',
    engine:
      'The one-click fit works without the learning engine. The settings say how to get the engine; then run this again.',
    lost: 'The versions that were there are untouched. Run it again; where the same happens, choose another engine in the settings.',
    disk: 'Make room on the disk, then run it again: a training goes on where it stopped.',
    nothingChanged: 'The versions that were there are untouched.',
    goesOn: 'Run it again: a training goes on from its last epoch.',
    toSettings: 'To the engine in the settings'
  },
  fitting: 'Fitting | Fitting from 1 normal recording | Fitting from {count} normal recordings',
  fittingWith:
    'Fitting with “{name}” | Fitting with “{name}” from 1 normal recording | Fitting with “{name}” from {count} normal recordings',
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
    provisionalHeldOut:
      'Provisional: the threshold rests on fewer than {firm} normal recordings that were left out of the training; add normals and fit again.',
    set: 'Flag from {value}',
    setHint: 'Flags and open findings of this model change with it.',
    restore: 'Back to the fitted threshold ({value})',
    byHand: 'The threshold was moved by hand.',
    scale:
      'Scores of the detector “{name}” have a scale of their own: compare them with this threshold, not with scores of other detectors. What is heard when (score lane, bands, reasons) comes from the standard detector in every version.',
    dragHint: 'Drag the red line, or move it by the arrow keys, to see what another threshold would mean.'
  },
  histogram: {
    label: 'Held-out scores of {count} normal clips; {flagged} of them above the threshold',
    caption:
      'Scores of {count} normal clips, each by a fit without its block: what new normal recordings would score. {flagged} above the threshold.',
    leftOut:
      'Scores of {count} normal clips that were left out: what new normal recordings would score. {flagged} above the threshold.',
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
  advanced: {
    section: 'Other ways to fit',
    title: 'Advanced',
    hint: 'other detectors',
    text: 'The fit above is right for nearly every machine. These detectors judge in other ways and take longer.',
    notInUse: 'What they make is not in use until you have compared it and say so.',
    firstInUse: 'This machine has no version yet: the first one is in use at once.',
    detectors: 'Detector',
    time: 'Time on this computer',
    notNow: 'Not now',
    fit: 'Fit with “{name}”',
    fitNone: 'None can be fitted now',
    busy: 'A fit is at work.',
    engine: 'Computed by: {engine}.',
    notPinned: '{engine} is chosen in the settings and is not used here: see',
    settings: 'Settings, Engine'
  },
  budget: {
    label: 'Time limit',
    none: 'none',
    hint: 'The training ends after the round in which the time limit is reached; what was learned by then counts.'
  },
  estimate: {
    unknown: 'Not known before the first fit',
    moment: 'A few seconds',
    seconds: 'About {count} s',
    minutes: 'About {count} min',
    hours: 'About {count} h'
  },
  detectors: {
    'twfr-gmm': 'Notes how loud each pitch gets over a recording and how that varies among the normals.',
    'ae-mse': 'A small network learns to redraw normal sound; what it redraws badly is unusual.',
    'ae-mahalanobis': 'The same network; pitches at which it is often wrong even on normal sound count less.',
    memcae: 'A larger network redraws each sound from normal sounds that it remembers.',
    'dual-branch':
      'A network learns to tell operating conditions apart by their sound; what fits none of them is unusual.',
    'dual-branch-kmeans':
      'The same, for recordings without noted conditions: it first sorts them into groups by their sound.',
    'dual-branch-mixup':
      'The same, trained on blends of two recordings as well, so that few normals go further.',
    'dual-branch-smote': 'The same, with made-up examples of the conditions that were recorded least.'
  },
  deeper: {
    title: 'Deeper fit',
    text: 'Learns from several machines of one kind what sets this one apart, and joins that with the standard detector.',
    siblings: 'It would also learn from the normal recordings of:',
    normals: 'no normals | 1 normal | {count} normals',
    fit: 'Fit from {count} machines | Fit from {count} machines',
    here: 'on this computer.',
    shown: 'What it makes is checked, and shown to you before it is used.',
    firstInUse: 'What it makes is checked; as the first version of this machine it is in use at once.'
  },
  training: {
    title: 'Training',
    epoch: 'Round {epoch} of {epochs}',
    epochOfNetwork: 'Network {network} of {networks}, round {epoch} of {epochs}',
    done: 'Trained: {rounds}.',
    rounds: '1 round | {count} rounds',
    roundsEach: '{networks} networks, 1 round each | {networks} networks, {count} rounds each',
    roundsApart: '{networks} networks, {counts} rounds',
    and: ' and ',
    remaining: 'about {time} of training left',
    trained: 'Trained in {time} ({engine}): {rounds}.',
    budget: 'The time limit was {budget}.'
  },
  loss: {
    label: 'Loss curve. {sentence}',
    epoch: 'Round (epoch)',
    loss: 'Error (loss)',
    logarithmic: 'Error (loss), logarithmic',
    training: 'learned from',
    validation: 'left out',
    ofNetwork: 'Network {network}: {sentence}',
    lineOfNetwork: '{name}, network {network}',
    network: 'Network',
    fall: 'After the first round the error is {last}. | After {epoch} rounds the error fell from {first} to {last}.',
    best: 'On recordings that were left out it was lowest, {loss}, in round {epoch}.',
    meaning: 'A curve that has become flat has learned what it can.',
    table: 'As a table'
  },
  candidate: {
    title: 'Version {version} ({name}) is ready and not in use',
    use: 'Use this version',
    discard: 'Discard',
    later: 'Decide later',
    hint: 'Model {version} stays among the versions either way.'
  },
  check: {
    title: 'What was checked before it was offered',
    holds: 'The check holds: it is at least as good as the standard detector alone.',
    broken: 'The check does not hold: the standard detector alone did better here.',
    learned: 'Learned together with {names}.',
    what: 'Checked',
    before: 'Standard alone',
    after: 'Deeper fit',
    verdict: 'Result',
    figures: {
      calibration: 'Held-out normals that would be flagged',
      'synthetic-recall': 'Faults mixed into normal recordings that are found',
      'sibling-recall': 'Recordings of other machines that are told apart'
    },
    better: {
      calibration: 'fewer is better',
      'synthetic-recall': 'more is better',
      'sibling-recall': 'more is better'
    },
    few: '{count} clip apart: this may be chance | {count} clips apart: this may be chance',
    why: 'The false alarms to expect allow for few normals and for conditions that were not recorded. The check counts what happened on held-out clips alone, so the two can point in different directions.',
    figureHolds: 'no worse',
    figureBroken: 'worse',
    useAnyway:
      'The check does not hold: version {version} is likely to judge worse than the standard detector. Use it all the same?',
    useYes: 'Use version {version}'
  },
  compare: {
    title: 'Model {version} against model {other}',
    heading: 'Compare',
    first: 'First version',
    second: 'Second version',
    against: 'with',
    option: 'Model {version} · {name}',
    scored:
      'No recording has scores of both. | One recording has scores of both. | {count} recordings have scores of both.',
    changes: 'No flag changes. | One flag changes. | {count} flags change.',
    added: 'Flagged by model {other} only: 1 recording | Flagged by model {other} only: {count} recordings',
    removed:
      'Flagged by model {version} only: 1 recording | Flagged by model {version} only: {count} recordings',
    notYet: '1 recording not scored yet. | {unscored} of {count} recordings not scored yet.',
    cutShort:
      'The scoring was cut short: 1 recording is not scored by model {other}. | The scoring was cut short: {unscored} of {count} recordings are not scored by model {other}.',
    scales:
      'The two detectors score on different scales: compare each score with the threshold of its own column.',
    score: 'Score all recordings with both',
    scoring: 'Scoring',
    recording: 'Recording',
    with: 'Model {version}',
    all: 'Show all {count}'
  }
}
