export default {
  show: 'Which findings are shown',
  queue: 'Findings, most severe first',
  filters: {
    open: 'Open',
    confirmed: 'Confirmed',
    'false-alarm': 'False alarms',
    unsure: 'Unsure',
    all: 'All'
  },
  none: {
    open: 'No open findings.',
    confirmed: 'No finding is confirmed.',
    'false-alarm': 'No finding is a false alarm.',
    unsure: 'No finding is left as unsure.',
    all: 'No findings.'
  },
  allDone: {
    title: 'Every finding has a verdict',
    text: 'The report takes verdicts and comments up; the trend shows when it began.',
    toReport: 'To the report',
    toTrend: 'To the trend'
  },
  csv: 'Export CSV',
  csvHint: 'All findings with verdicts and comments as a table',
  showPlayer: 'Show the player',
  score: '{score}, flagged from {threshold}, p = {p}, model {version}',
  from: 'clip from {start} s',
  noReason: 'No single reason stands out.',
  reasonsOfStandard:
    'The score is that of “{name}”; reasons, lane and bands are those of the standard detector beside it.',
  verdict: 'Verdict',
  takeBack: 'Take back',
  comment: 'Comment',
  commentPlaceholder: 'Comment, for example what was found at the machine',
  undo: 'Undo (Z)',
  decided: '{verdict}: {name}',
  decidedBy: '{verdict} by {name},',
  name: {
    title: 'Who gives the verdicts?',
    text: 'Your name stands beside verdicts and in reports. It stays on this computer and can be changed in the settings.',
    label: 'Your name',
    placeholder: 'First and last name',
    save: 'Save the name and the verdict'
  },
  empty: {
    noModel: {
      title: 'No findings yet',
      text: 'Without a model nothing is flagged. Fit one from normal recordings.'
    },
    nothingScored: {
      title: 'No findings yet',
      text: 'The model in force has scored no recording beside the normals that it learned from. Import recordings to have them judged.'
    },
    allGood: {
      title: 'No findings',
      text: 'Nothing is scored. | The one recording that was judged is not above the threshold. | None of the {count} recordings that were judged is above the threshold.'
    },
    learned:
      'No normal that it learned from is above it. | One normal that it learned from is above the threshold; it is no finding: see Model. | {count} normals that it learned from are above the threshold; they are no findings: see Model.',
    toModel: 'To the model',
    toRecordings: 'To the recordings'
  }
}
