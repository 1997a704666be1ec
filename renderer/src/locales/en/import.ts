export default {
  title: 'Import into {machine}',
  drop: 'Drop the recordings to import them',
  noAudio: 'None of these files is audio by its name: WAV, FLAC, MP3, OGG, Opus and M4A are read.',
  back: 'Back',
  label: {
    normal: 'normal',
    anomalous: 'anomalous',
    unknown: 'without label'
  },
  choose: {
    text: 'Where are the recordings?',
    path: 'Folder of this computer …',
    pathHint:
      'A folder of this computer is read where it lies; files chosen otherwise are first sent to Earshot.',
    files: 'Choose files …',
    folder: 'Choose a folder …',
    formats:
      'WAV (8 to 32 bit, float, up to 32 channels), FLAC, MP3, OGG, Opus and M4A; the originals are kept.',
    names:
      'Labels and conditions are read from the names of files and folders, such as normal, abnormal or a DCASE layout, and shown before anything comes in.'
  },
  path: {
    up: 'Up',
    go: 'Go',
    label: 'Folder',
    folders: 'Folders',
    noFolders: 'No folders in here',
    audio:
      'No recording directly in this folder; folders below it are read too. | 1 recording directly in this folder. | {count} recordings directly in this folder.',
    choose: 'Use this folder'
  },
  reading: {
    sending: '{files} of {totalFiles} files sent, {bytes} of {totalBytes}.',
    looking: 'Names, lengths and channels are being read.',
    progress: 'Reading files'
  },
  layout: {
    dcase2020: 'Layout read: DCASE 2020.',
    'dcase2022+': 'Layout read: DCASE 2022 or later.',
    folder: 'Labels read from the folders.',
    none: 'Names and folders say nothing about labels.',
    mixed: 'Labels read from folders and names.'
  },
  plan: {
    files: 'No recording found | 1 recording | {count} recordings',
    empty: 'WAV, FLAC, MP3, OGG, Opus and M4A are read, in this folder and those below it.',
    passedOver: '1 other file is passed over. | {count} other files are passed over.',
    unreadable: '1 cannot be read. | {count} cannot be read.',
    which: 'Which?',
    label: 'Labels',
    fromNames: 'As read from the names',
    allAs: 'All: {label}',
    clipLength: 'Clip length',
    clipLengthHint:
      'Proposed from these recordings. Longer ones are cut into clips of this length, shorter ones are left out. It stays the same for the machine.',
    channel: 'Channel',
    channelHint: 'The channel that is analysed and played.',
    of: 'of {channels}',
    start: 'Nothing to import | Import 1 recording | Import {count} recordings'
  },
  column: {
    file: 'File',
    label: 'Label',
    domain: 'Domain',
    attributes: 'Condition',
    recordedAt: 'Recorded'
  },
  source: {
    bext: 'recorder',
    'file-name': 'name',
    'modification-time': 'file date',
    entered: 'entered',
    recorded: 'recorded here'
  },
  outcome: {
    starting: 'The import is starting.',
    progress: 'Import',
    background: 'The import goes on when this is closed; the bar at the bottom shows it.',
    cancel: 'Stop the import',
    closeAndGoOn: 'Close and go on',
    more: 'Import more',
    model: 'Go to Fit',
    findings: 'See the findings'
  }
}
