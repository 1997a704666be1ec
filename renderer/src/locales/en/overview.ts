export default {
  title: 'Overview',
  newMachine: 'New machine',
  sampleTag: 'sample',
  neverHeard: 'no recording yet',
  version: 'version {version}',
  openFindings: '{count} open finding | {count} open findings',
  column: {
    state: 'State',
    name: 'Machine',
    site: 'Site',
    heard: 'Last heard',
    findings: 'Open findings',
    model: 'Model',
    normals: 'Normals',
    scores: 'Last scores'
  },
  spark: {
    plain: 'Last {count} scores, the highest {highest}',
    withThreshold: 'Last {count} scores, the highest {highest}, flagged from {threshold}'
  },
  empty: {
    title: 'No machine yet',
    text: 'A machine learns from recordings of its normal sound, ten or more. From then on every recording that sounds different is flagged.',
    sample: 'Try with a sample machine',
    sampleNote: 'The sample machine is a synthesised fan with a bearing; it is ready in under a minute.',
    progress: 'The sample machine is being made.'
  }
}
