export default {
  make: 'Make PDF',
  making: 'Making the PDF',
  period: 'Period',
  beginning: 'First recording',
  today: 'Last recording',
  everything: 'Everything',
  lastDays: 'Last {days} days',
  findings: 'Findings',
  include: {
    all: 'All findings',
    confirmed: 'Confirmed ones only',
    undecided: 'Open and unsure ones only'
  },
  pictures: 'With pictures at most',
  pageSize: 'Page size',
  letter: 'Letter',
  contains: 'What it will contain',
  recordings: 'No recording in the period | 1 recording | {count} recordings',
  inScope: 'No findings | 1 finding with verdict and comment | {count} findings with verdicts and comments',
  withPictures:
    'No pictures | Waveform, score lane and spectrogram of 1 of them | Waveform, score lane and spectrogram of the {count} most severe',
  always: 'Model and its basis, trend with events, method note',
  earlier: 'Reports',
  pages: 'no pages | 1 page | {count} pages',
  save: 'Save PDF',
  preview: 'Preview of {name}',
  page: 'Page {page} of {pages}',
  none: {
    title: 'No report yet',
    text: 'Choose the period and the findings, then make the PDF. It is shown here and can be saved.'
  }
}
