import type { UnifiedThemeOptions } from '@backstage/theme';
import { fontFamily } from './fonts';
import type { Scheme } from './palette';

type Components = NonNullable<UnifiedThemeOptions['components']>;

const focusRing = (scheme: Scheme) => ({
  outline: `2px solid ${scheme.ring}`,
  outlineOffset: 2,
});

const controls = (scheme: Scheme): Components => ({
  MuiButtonBase: {
    defaultProps: { disableRipple: true },
    styleOverrides: { root: { '&:focus-visible': focusRing(scheme) } },
  },
  MuiButton: {
    defaultProps: { disableElevation: true },
    styleOverrides: {
      root: { textTransform: 'none', fontWeight: 600, borderRadius: 6 },
    },
  },
  MuiTab: {
    styleOverrides: {
      root: {
        textTransform: 'none',
        fontWeight: 500,
        color: scheme.textSecondary,
        '&.Mui-selected': { color: scheme.text },
      },
    },
  },
  MuiToggleButton: {
    styleOverrides: {
      root: {
        color: scheme.textSecondary,
        '&.Mui-selected': { color: scheme.text },
      },
    },
  },
  MuiChip: {
    styleOverrides: {
      root: {
        backgroundColor: scheme.raised,
        color: scheme.text,
        borderRadius: 6,
        margin: '0 4px 4px 0',
      },
      outlined: { backgroundColor: 'transparent' },
    },
  },
  // Five places must fit on the narrowest phone.
  MuiBottomNavigationAction: {
    styleOverrides: { root: { minWidth: 40, padding: 0 } },
  },
  MuiTooltip: {
    styleOverrides: {
      tooltip: {
        backgroundColor: scheme.nav,
        color: scheme.navSelected,
        border: `1px solid ${scheme.border}`,
        fontSize: 13,
      },
    },
  },
});

const surfaces = (scheme: Scheme): Components => ({
  MuiPaper: {
    styleOverrides: {
      root: { backgroundImage: 'none' },
      rounded: { borderRadius: 8 },
      outlined: { borderColor: scheme.border },
    },
  },
  // Reasons may come line by line.
  MuiAlert: { styleOverrides: { message: { whiteSpace: 'pre-line' } } },
  MuiCard: {
    styleOverrides: {
      root: { boxShadow: 'none', border: `1px solid ${scheme.border}` },
    },
  },
  MuiTableCell: {
    styleOverrides: {
      root: { borderBottomColor: scheme.border },
      head: {
        color: scheme.textSecondary,
        fontSize: 12,
        fontWeight: 600,
        textTransform: 'none',
        letterSpacing: 0,
        backgroundColor: scheme.surface,
      },
    },
  },
});

// Core components carry their styles under names that Material UI does not know.
const backstageParts = (scheme: Scheme): Components =>
  ({
    BackstageHeader: {
      styleOverrides: {
        header: {
          backgroundImage: 'none',
          boxShadow: 'none',
          borderBottom: `1px solid ${scheme.border}`,
          paddingTop: 16,
          paddingBottom: 16,
        },
        title: { fontSize: 24, fontWeight: 650 },
        subtitle: { color: scheme.textSecondary, opacity: 1 },
        type: {
          color: scheme.textSecondary,
          opacity: 1,
          textTransform: 'none',
          fontSize: 13,
        },
      },
    },
    BackstageHeaderLabel: {
      styleOverrides: {
        label: { color: scheme.textSecondary, opacity: 1 },
        value: { color: scheme.text, opacity: 1 },
      },
    },
    BackstageHeaderTabs: {
      styleOverrides: {
        tabsWrapper: {
          backgroundColor: 'transparent',
          borderBottom: `1px solid ${scheme.border}`,
          paddingLeft: 8,
        },
        defaultTab: { textTransform: 'none', fontWeight: 500, padding: 12 },
        selected: { color: scheme.text },
      },
    },
    BackstageSidebar: {
      styleOverrides: {
        drawer: { borderRight: `1px solid ${scheme.border}` },
      },
    },
    BackstageSidebarItem: {
      styleOverrides: {
        root: {
          height: 40,
          '&:focus-visible': {
            outline: `2px solid ${scheme.navIndicator}`,
            outlineOffset: -2,
          },
        },
        label: { fontWeight: 500 },
      },
    },
    CatalogReactUserListPicker: {
      styleOverrides: { root: { backgroundColor: 'transparent' } },
    },
    BackstageTableHeader: {
      styleOverrides: {
        header: { color: scheme.textSecondary, textTransform: 'none' },
      },
    },
    // What went wrong comes first, in plain words: neither a joke nor a picture.
    BackstageErrorPage: {
      styleOverrides: {
        container: { padding: 16 },
        title: { fontSize: 18, paddingBottom: 8 },
      },
    },
    BackstageErrorPageMicDrop: {
      styleOverrides: { micDrop: { display: 'none' } },
    },
    BackstageInfoCard: {
      styleOverrides: { headerTitle: { fontSize: 15, fontWeight: 600 } },
    },
  } as Components);

const page = (scheme: Scheme): Components => ({
  MuiCssBaseline: {
    styleOverrides: {
      body: { fontFamily, fontFeatureSettings: "'cv05', 'ss03'" },
      'a:focus-visible, [tabindex]:focus-visible': focusRing(scheme),
      '@media (prefers-reduced-motion: reduce)': {
        '*': { animationDuration: '0.01ms', transitionDuration: '0.01ms' },
      },
    },
  },
});

/** How the parts look that pages are made of: flat, quiet, with a visible focus. */
export const componentOverrides = (scheme: Scheme): Components => ({
  ...page(scheme),
  ...controls(scheme),
  ...surfaces(scheme),
  ...backstageParts(scheme),
});
