export default {
  opened: {
    title: 'Import into which machine?',
    text: '{first} was opened. | {first} and another one were opened. | {first} and {more} others were opened.',
    machine: 'Machine',
    newMachine: 'New machine …',
    import: 'Go on'
  },
  saved: '{name} is saved.',
  reveal: 'Show in folder',
  restored:
    'The page had stopped and was opened again where it was. What was recorded is kept, and running jobs go on.'
}
