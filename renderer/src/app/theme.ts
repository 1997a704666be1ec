import type { GlobalThemeOverrides } from 'naive-ui'

const LIGHT_ACCENT = { base: '#0b5fd0', hover: '#2672dc', pressed: '#084ba6' }
const DARK_ACCENT = { base: '#6cb0ff', hover: '#8cc2ff', pressed: '#4f9bf5' }
const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif"
const MONO = "ui-monospace, 'SF Mono', 'Cascadia Mono', 'Liberation Mono', monospace"

/** The same background for all columns, sorted or not; naive-ui has a set for every surface. */
const tableColours = (isDark: boolean): NonNullable<GlobalThemeOverrides['DataTable']> => {
  const page = isDark ? '#0f1318' : '#ffffff'
  const modal = isDark ? '#1c222a' : '#ffffff'
  const head = isDark ? '#161b22' : '#f6f8fa'
  return {
    tdColor: page,
    tdColorSorting: page,
    tdColorModal: modal,
    tdColorSortingModal: modal,
    thColor: head,
    thColorModal: head,
    thColorSorting: head,
    thColorSortingModal: head
  }
}

/** One blue accent, small radii and the surfaces of tokens.css for naive-ui. */
export const themeOverrides = (isDark: boolean): GlobalThemeOverrides => {
  const accent = isDark ? DARK_ACCENT : LIGHT_ACCENT
  return {
    common: {
      primaryColor: accent.base,
      primaryColorHover: accent.hover,
      primaryColorPressed: accent.pressed,
      primaryColorSuppl: accent.base,
      infoColor: accent.base,
      infoColorHover: accent.hover,
      infoColorPressed: accent.pressed,
      infoColorSuppl: accent.base,
      successColor: isDark ? '#3fb950' : '#1a7f37',
      warningColor: isDark ? '#d29922' : '#9a6700',
      errorColor: isDark ? '#f85149' : '#cf222e',
      errorColorHover: isDark ? '#ff7b72' : '#dc3b46',
      errorColorPressed: isDark ? '#da3633' : '#a40e26',
      bodyColor: isDark ? '#0f1318' : '#ffffff',
      cardColor: isDark ? '#161b22' : '#ffffff',
      modalColor: isDark ? '#1c222a' : '#ffffff',
      popoverColor: isDark ? '#1c222a' : '#ffffff',
      tableColor: isDark ? '#0f1318' : '#ffffff',
      textColorBase: isDark ? '#e6edf3' : '#1f2328',
      textColor1: isDark ? '#e6edf3' : '#1f2328',
      textColor2: isDark ? '#e6edf3' : '#1f2328',
      textColor3: isDark ? '#8b949e' : '#656d76',
      placeholderColor: isDark ? '#8b949e' : '#656d76',
      dividerColor: isDark ? '#30363d' : '#d5dae0',
      borderColor: isDark ? '#444c56' : '#c4cad1',
      borderRadius: '4px',
      fontFamily: FONT,
      fontFamilyMono: MONO,
      fontSize: '14px',
      fontSizeMedium: '14px'
    },
    DataTable: {
      fontSizeSmall: '13px',
      thPaddingSmall: '6px 8px',
      tdPaddingSmall: '0 8px',
      thFontWeight: '600',
      ...tableColours(isDark),
      tdColorHover: isDark ? '#1f262e' : '#eef1f4'
    },
    Tooltip: isDark ? { color: '#2d333b', textColor: '#e6edf3' } : { color: '#24292f', textColor: '#ffffff' }
  }
}
