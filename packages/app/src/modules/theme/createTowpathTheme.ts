import {
  createUnifiedTheme,
  palettes,
  type PageTheme,
  type UnifiedTheme,
} from '@backstage/theme';
import { componentOverrides } from './componentOverrides';
import { fontFamily } from './fonts';
import type { Scheme } from './palette';

const heading = (fontSize: number, fontWeight = 600) => ({
  fontFamily,
  fontSize,
  fontWeight,
  marginBottom: 8,
});

const typography = {
  htmlFontSize: 16,
  fontFamily,
  h1: heading(28, 650),
  h2: heading(22),
  h3: heading(20),
  h4: heading(18),
  h5: heading(16),
  h6: heading(15),
};

// Every page looks alike: which plugin drew it is no concern of the reader.
const quietPage = (scheme: Scheme): PageTheme => ({
  colors: [scheme.app, scheme.app],
  shape: 'none',
  backgroundImage: 'none',
  fontColor: scheme.text,
});

const navigationPalette = (scheme: Scheme) => ({
  background: scheme.nav,
  indicator: scheme.navIndicator,
  color: scheme.navText,
  selectedColor: scheme.navSelected,
  navItem: { hoverBackground: scheme.navHover },
  submenu: { background: scheme.navHover },
});

const statusPalette = (scheme: Scheme) => ({
  ok: scheme.good,
  warning: scheme.warn,
  error: scheme.bad,
  pending: scheme.warn,
  running: scheme.info,
  aborted: scheme.textSecondary,
});

const materialPalette = (scheme: Scheme) => ({
  primary: {
    main: scheme.accent,
    dark: scheme.accentHover,
    contrastText: scheme.onAccent,
  },
  secondary: { main: scheme.accent, contrastText: scheme.onAccent },
  error: { main: scheme.bad },
  warning: { main: scheme.warn },
  info: { main: scheme.info },
  success: { main: scheme.good },
  background: { default: scheme.app, paper: scheme.surface },
  text: {
    primary: scheme.text,
    secondary: scheme.textSecondary,
    disabled: scheme.textDisabled,
  },
  divider: scheme.border,
});

const backstagePalette = (scheme: Scheme) => ({
  status: statusPalette(scheme),
  navigation: navigationPalette(scheme),
  border: scheme.border,
  link: scheme.accent,
  linkHover: scheme.accentHover,
  textContrast: scheme.text,
  textSubtle: scheme.textSecondary,
  textVerySubtle: scheme.border,
  highlight: scheme.warnBackground,
  errorBackground: scheme.badBackground,
  errorText: scheme.bad,
  warningBackground: scheme.warnBackground,
  warningText: scheme.warn,
  infoBackground: scheme.infoBackground,
  infoText: scheme.info,
  gold: scheme.warn,
  tabbar: { indicator: scheme.accent },
  pinSidebarButton: { icon: scheme.nav, background: scheme.navText },
  banner: {
    info: scheme.infoBackground,
    error: scheme.badBackground,
    warning: scheme.warnBackground,
    text: scheme.text,
    link: scheme.accent,
    closeButtonColor: scheme.text,
  },
  code: { background: scheme.raised },
});

/** The scheme as a theme for both of the Material UI versions Backstage uses. */
export function createTowpathTheme(scheme: Scheme): UnifiedTheme {
  return createUnifiedTheme({
    palette: {
      ...palettes[scheme.mode],
      ...materialPalette(scheme),
      ...backstagePalette(scheme),
    },
    fontFamily,
    typography,
    defaultPageTheme: 'home',
    pageTheme: { home: quietPage(scheme) },
    components: componentOverrides(scheme),
  });
}
