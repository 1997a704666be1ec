export default {
  title: 'Record',
  back: 'Back to recordings',
  other: 'A recording of {machine} is going on.',
  otherOpen: 'Open it',
  device: 'Microphone',
  defaultDevice: 'The system’s choice',
  unnamed: 'Microphone {number}',
  channels: 'Channels',
  allChannels: 'All channels | 1 channel | All {count} channels',
  oneChannel: 'Channel {number}',
  ask: {
    title: 'The microphone is off',
    text: 'Earshot hears it only while this page is open or a recording runs. Nothing leaves this computer, and nothing is stored before you record.',
    turnOn: 'Turn on the microphone'
  },
  opening: 'The microphone is being opened …',
  problem: {
    denied: {
      title: 'The microphone is not allowed',
      text: 'This page may not use it. Allow the microphone in the browser: by the sign at the left of the address, Microphone, Allow. Then try again.',
      desktop:
        'This computer does not let Earshot use the microphone. Allow it in the privacy settings of the system, then try again.'
    },
    blocked: {
      title: 'The system does not allow the microphone',
      text: 'Allow the microphone for this browser in the privacy settings of the system, then try again.',
      desktop: 'Allow the microphone for Earshot in the privacy settings of the system, then try again.'
    },
    none: {
      title: 'No microphone is there',
      text: 'Connect one: it appears here by itself.'
    },
    missing: {
      title: '{device} is not connected',
      text: 'Connect it, or choose another microphone. It is opened by itself as soon as it is back.'
    },
    busy: {
      title: '{device} does not open',
      text: 'Another program may have it for itself. Close that program, then try again.'
    },
    unplugged: {
      title: '{device} gives no more sound',
      text: 'It was disconnected, or its permission was withdrawn. What was recorded until then is kept. It is opened again by itself as soon as it is connected.'
    },
    unsupported: {
      title: 'This browser cannot record',
      text: 'Recording needs a current browser, and an address that begins with https:// or http://127.0.0.1.'
    },
    failed: {
      title: 'The microphone does not open',
      text: 'The reason is not known. Try again, or choose another microphone.'
    },
    theDevice: 'The microphone',
    useDefault: 'Use the system’s choice'
  },
  lacksChannel:
    'This machine is analysed on channel {channel}, which this microphone does not have. Choose another microphone, or another channel in the settings of the machine.',
  muted: 'The system has switched this microphone to silence.',
  settings: {
    button: 'Settings really used',
    short: '{rate} kHz, 1 channel | {rate} kHz, {count} channels',
    rate: 'Sample rate',
    rateValue: '{rate} Hz',
    deviceRate: 'Rate of the device',
    channels: 'Channels',
    sampleSize: 'Sample size of the device',
    bits: '{count} bit',
    latency: 'Delay of the device',
    echoCancellation: 'Echo cancellation',
    noiseSuppression: 'Noise suppression',
    autoGainControl: 'Automatic gain',
    on: 'on',
    off: 'off',
    unknown: 'not told',
    raw: 'The sound is stored as the device gives it.',
    warning: {
      title: 'The device changes the sound',
      echoCancellation: 'Echo cancellation stays on.',
      noiseSuppression: 'Noise suppression stays on.',
      autoGainControl: 'Automatic gain stays on: loudness means nothing.',
      rate: 'The browser resamples it to another rate.',
      text: 'It was asked not to. Models from such recordings fit only this device with these settings.'
    }
  },
  meter: {
    label: 'Level of channel {number}',
    value: 'Peak {peak}, RMS {rms}',
    peak: 'Peak',
    hold: 'Hold',
    rms: 'RMS',
    clipping: 'Clipping: turn the gain down',
    clipped:
      '1 sample clipped since the microphone was opened | {count} samples clipped since the microphone was opened',
    more: 'and 1 more channel | and {count} more channels'
  },
  mode: {
    label: 'What to record',
    single: 'One recording',
    series: 'Series'
  },
  take: {
    record: 'Record',
    stop: 'Stop',
    key: 'Key R',
    countdown: 'Begins in {seconds} s',
    recording: 'Recording',
    sending: 'Being stored',
    waiting: 'Earshot does not answer: the sound waits here for about a minute.',
    ready: 'Ready',
    elapsed: 'Recorded so far',
    preRoll: 'Include the last 30 s',
    preRollThere: '{seconds} s are there',
    starts: 'Begin',
    startsAtOnce: 'at once',
    startsIn: 'in {count} s',
    dropOuts: '1 drop-out, {length} | {count} drop-outs, {length}',
    noDropOuts: 'No drop-outs'
  },
  dropOut: {
    jump: '{length} missing at {at}: silence stands for it.',
    hole: '{length} of silence from the device at {at}.',
    late: '{length} at {at} could not be stored in time: silence stands for it.',
    short: 'About {length} missing just before {at}: the computer was too busy.'
  },
  details: {
    label: 'Label',
    labelHint: 'Only recordings with the label Normal teach the model.',
    condition: 'Condition',
    conditionNone: 'none entered',
    conditionEdit: 'Change …',
    conditionTitle: 'Operating condition',
    conditionText: 'Stored with every recording from now on, for example speed = 1200 rpm, load = 80 %.',
    known: 'As before:'
  },
  series: {
    count: 'Clips',
    length: 'Length',
    interval: 'Every',
    seconds: 's',
    sentence: '1 clip of {length} | {count} clips of {length}, one every {interval}: {total} in all',
    tooShort: 'Shorter than the clip length of {length}: these will be left out.',
    start: 'Start the series',
    stop: 'Stop the series',
    pause: 'Pause',
    goOn: 'Continue',
    progress: '{kept} of {of} kept',
    clip: 'Clip {number} of {of}',
    next: 'Next clip in {seconds} s',
    paused: 'Paused',
    unplugged: 'The microphone is away'
  },
  done: {
    title: 'Recorded here',
    listen: 'Listen',
    arriving: 'coming in …',
    failed: 'not there: {reason}',
    discarded: 'discarded',
    twice: 'the same sound is there already',
    clip: 'clip {number} of {of}'
  },
  waiting: {
    recovered: 'Earshot ended while this was recorded: {length} from {time} are there.',
    ended: '{reason} {length} from {time} are there.',
    recording: 'A recording from {time} was not stopped, or is made in another window: {length} are there.',
    keep: 'Keep',
    discard: 'Discard',
    discardLost: 'The sound of this recording is lost for good.',
    discardYes: 'Discard for good'
  },
  live: {
    title: 'Listen now',
    start: 'Listen now',
    stop: 'Stop listening',
    text: 'Scores the last {length} again and again while the microphone is open. Nothing is stored.',
    noModel: 'Needs a model: record normal sounds and fit first.',
    filling: 'Hearing a full clip first: {seconds} s more.',
    score: 'Score {score}, flagged from {threshold}',
    age: 'heard until {seconds} s ago',
    keep: 'Keep this',
    keepHint: 'Stores the {length} that this score is of.',
    refused: 'No score: {reason}.',
    history: 'The last scores: the highest {highest}, the newest {newest}; flagged from {threshold}'
  },
  guide: {
    fitting: 'A fit of this machine is at work.',
    title: 'To the first model',
    titleMore: 'Normals of the next model',
    there: '{count} of {of} normal clips | {count} of {of} normal clips',
    plenty: '1 normal clip. | {count} normal clips.',
    nothing: 'No normal recording yet.',
    provisional:
      '1 more normal clip for a first, provisional model. | {count} more normal clips for a first, provisional model.',
    full: 'Enough for a provisional model. 1 more makes its threshold firm. | Enough for a provisional model. {count} more make its threshold firm.',
    enough: 'Enough for a firm threshold.',
    arriving: 'Recordings are coming in … | 1 recording is coming in … | {count} recordings are coming in …',
    clipLength: 'Clips of {length}.',
    firstSetsLength: 'The first recording sets the clip length, between 1 and 10 s.',
    lengthStands: 'Clips of {length}: shorter recordings are left out.',
    changeLength: 'Change in the settings',
    conditions: 'Conditions',
    noCondition: 'no condition entered',
    normals: 'no normal | 1 normal | {count} normals',
    missing: 'nothing normal yet: it would be flagged',
    oneSession: 'All from one session: a model knows only that day. Record on another day too.',
    sessions: 'From 1 session | From {count} sessions',
    onDays: 'on 1 day | on {count} days',
    level: 'The loudness of the normals varies by {deviation}: was the microphone moved?',
    excluded: '1 normal is left out: {reason} | {count} normals are left out: {reason}',
    leftOut: {
      'too-short': 'shorter than the clip length of {length}',
      silence: 'silent',
      'narrow-band': 'of a narrower band than the others',
      other: 'see the remarks'
    },
    planSeries: 'Record 1 clip as a series | Record {count} clips as a series',
    fit: 'Fit from 1 normal | Fit from {count} normals',
    fitWith: 'Fit “{name}” from 1 normal | Fit “{name}” from {count} normals',
    fitsAgain:
      'As version {version}, which is in use: “{name}” with its parameters and time limit. It can take longer than the standard detector.'
  },
  facts: {
    button: 'How recorded',
    series: 'Clip {number} of {of} of a series.',
    preRoll: 'The first {length} were heard before the button was pressed.',
    recovered: 'Earshot ended while it was recorded: it has what was written until then.'
  },
  mark: {
    recording: 'Recording {machine}',
    series: 'Series of {machine}',
    countdown: 'Recording of {machine} begins'
  },
  news: {
    unplugged: {
      title: '{device} gives no more sound',
      text: 'What was recorded until then is kept.'
    },
    tooShort: { title: 'Nothing was kept', text: 'The recording was shorter than a tenth of a second.' },
    failed: { title: 'The recording stopped' }
  }
}
