export default {
  skipToContent: 'Skip to the content',
  tryAgain: 'Try again',
  cancel: 'Cancel',
  close: 'Close',
  save: 'Save',
  undo: 'Undo',
  resizeDock: 'Height or width of the player',
  none: 'none',
  state: {
    acceptable: 'Acceptable',
    monitor: 'Monitor',
    alarm: 'Alarm',
    unknown: 'No model'
  },
  label: {
    normal: 'Normal',
    anomalous: 'Anomalous',
    unknown: 'Not labelled'
  },
  domain: {
    source: 'source',
    target: 'target'
  },
  ago: {
    now: 'just now',
    minutes: '{count} minute ago | {count} minutes ago',
    hours: '{count} hour ago | {count} hours ago',
    days: '{count} day ago | {count} days ago'
  },
  rail: {
    machines: 'Machines',
    overview: 'Overview',
    search: 'Search machines',
    noMatch: 'No machine of this name',
    newMachine: 'New machine',
    settings: 'Settings',
    collapse: 'Hide the names',
    expand: 'Show the names',
    openFindings: '{count} open finding | {count} open findings'
  },
  connection: {
    lost: 'Earshot does not answer: it may have been closed. What you see may be out of date. If it was started again, open the address that it printed.',
    retry: 'Connect again'
  },
  errors: {
    unexpected: 'Something unexpected failed; the log file has the details.',
    offline: 'Earshot does not answer. Start it again, then repeat this.',
    notLoaded: 'This could not be loaded',
    title: {
      invalid: 'Not accepted',
      'not-found': 'Not found',
      conflict: 'Not possible now',
      unreadable: 'Not readable',
      unsupported: 'Not supported',
      'too-few-normals': 'Too few normal recordings',
      'degenerate-normals': 'The normal recordings cannot be used',
      cancelled: 'Cancelled',
      busy: 'Busy',
      unauthorised: 'Signed out',
      'engine-missing': 'The engine is missing',
      'engine-lost': 'The graphics card stopped',
      'compute-lost': 'The calculation stopped',
      'newer-store': 'The data folder is from a newer version',
      internal: 'Not done'
    }
  },
  keys: {
    title: 'Keys',
    commands: 'Commands',
    everywhere: {
      title: 'Everywhere',
      help: 'This list',
      overview: 'Overview',
      settings: 'Settings',
      search: 'Search on this page',
      tabs: 'Tabs of the machine'
    },
    recordings: {
      title: 'Recordings',
      move: 'Move through the list',
      select: 'Select the recording',
      labelNormal: 'Label as normal',
      labelAnomalous: 'Label as anomalous',
      labelUnknown: 'Take the label off',
      closePlayer: 'Close the player'
    },
    record: {
      title: 'Record',
      toggle: 'Begin, end a recording or a series'
    },
    player: {
      title: 'Player',
      play: 'Play, pause',
      second: '1 s back, forward',
      tenth: '0.1 s back, forward',
      loop: 'Loop the selection',
      hotSpot: 'Next hot spot',
      compare: 'This recording, nearest normal',
      zoom: 'Zoom in, out',
      zoomAll: 'Show the whole recording'
    },
    findings: {
      title: 'Findings',
      confirmed: 'Confirmed',
      falseAlarm: 'False alarm',
      unsure: 'Unsure',
      undo: 'Undo the last verdict',
      move: 'Move through the queue'
    }
  }
}
