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
  }
}
