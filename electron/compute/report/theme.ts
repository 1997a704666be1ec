/** Colours and sizes of the printed report; colour means state, and a shape and a word always go with it. */
export const COLOURS = {
  text: '#1f2328',
  muted: '#57606a',
  rule: '#d0d7de',
  faint: '#eaeef2',
  wave: '#424a53',
  acceptable: '#1a7f37',
  monitor: '#9a6700',
  alarm: '#cf222e',
  unknown: '#6e7781',
  accent: '#0969da',
  alarmFill: '#f4b6b9'
} as const

export const FONT_SIZES = { title: 19, section: 11, body: 8.5, small: 7.5, picture: 6.5 } as const

/** Page margins and usable widths, points. */
export const PAGE_MARGIN_PT = { left: 42, top: 42, right: 42, bottom: 46 } as const
export const PAGE_WIDTH_PT = { A4: 595.28, LETTER: 612 } as const

/** Width between the margins, points. */
export const contentWidthPt = (pageSize: 'A4' | 'LETTER'): number =>
  PAGE_WIDTH_PT[pageSize] - PAGE_MARGIN_PT.left - PAGE_MARGIN_PT.right

/** Colour of a state word; anything else counts as unknown. */
export const stateColour = (state: string): string =>
  state === 'acceptable' || state === 'monitor' || state === 'alarm' ? COLOURS[state] : COLOURS.unknown
