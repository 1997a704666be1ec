export default {
  title: 'Documentation',
  documents: 'Documents',
  licences: 'Licences',
  missing: 'There is no such document'
}
