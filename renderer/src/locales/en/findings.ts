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
      text: 'No recording has a score by the model in force. Import recordings to have them judged.'
    },
    allGood: {
      title: 'No findings',
      text: 'Nothing is scored. | The one scored recording is not above the threshold. | Nothing of the {count} scored recordings is above the threshold.'
    },
    toModel: 'To the model',
    toRecordings: 'To the recordings'
  }
}
