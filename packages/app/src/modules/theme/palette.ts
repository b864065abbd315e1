/**
 * One colour scheme: every colour that the portal's pages use, named by what it
 * is for. Text colours meet WCAG AA (4.5:1) on `app`, `surface` and `raised`.
 */
export interface Scheme {
  mode: 'light' | 'dark';
  /** Behind everything. */
  app: string;
  /** Cards, dialogs, tables. */
  surface: string;
  /** On a surface: table heads, code, chips. */
  raised: string;
  /** What the pointer is on. */
  hover: string;
  border: string;
  /** Borders that say where a control is (3:1). */
  borderStrong: string;
  text: string;
  textSecondary: string;
  textDisabled: string;
  /** Links, the main button, what is selected. */
  accent: string;
  accentHover: string;
  onAccent: string;
  ring: string;
  good: string;
  goodBackground: string;
  warn: string;
  warnBackground: string;
  bad: string;
  badBackground: string;
  info: string;
  infoBackground: string;
  nav: string;
  navHover: string;
  navText: string;
  navSelected: string;
  navIndicator: string;
}

export const light: Scheme = {
  mode: 'light',
  app: '#f6f7f6',
  surface: '#ffffff',
  raised: '#f1f4f2',
  hover: '#e9eeeb',
  border: '#dde3e0',
  borderStrong: '#7d8a85',
  text: '#14211d',
  textSecondary: '#4d5c57',
  textDisabled: '#8b9792',
  accent: '#0b6b5b',
  accentHover: '#08503f',
  onAccent: '#ffffff',
  ring: '#0b6b5b',
  good: '#196b3c',
  goodBackground: '#e2f3e8',
  warn: '#84500a',
  warnBackground: '#fbeed9',
  bad: '#a8261d',
  badBackground: '#fbe6e3',
  info: '#1d5791',
  infoBackground: '#e4eef9',
  nav: '#0f2a25',
  navHover: '#1a3b34',
  navText: '#b9cbc5',
  navSelected: '#ffffff',
  navIndicator: '#5cc8b1',
};

export const dark: Scheme = {
  mode: 'dark',
  app: '#101614',
  surface: '#18201d',
  raised: '#202a26',
  hover: '#29342f',
  border: '#2e3a35',
  borderStrong: '#72827b',
  text: '#e6eeea',
  textSecondary: '#a6b5af',
  textDisabled: '#6d7a75',
  accent: '#5cc8b1',
  accentHover: '#84dac7',
  onAccent: '#06211b',
  ring: '#84dac7',
  good: '#6bd295',
  goodBackground: '#12301f',
  warn: '#eeb35c',
  warnBackground: '#35260d',
  bad: '#ff958a',
  badBackground: '#3a1714',
  info: '#8dbcf2',
  infoBackground: '#14283f',
  nav: '#0b100e',
  navHover: '#1b2622',
  navText: '#a6b5af',
  navSelected: '#ffffff',
  navIndicator: '#5cc8b1',
};
