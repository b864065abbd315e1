import type { ReactNode } from 'react';
import { UnifiedThemeProvider } from '@backstage/theme';
import CssBaseline from '@material-ui/core/CssBaseline';
import { withStyles } from '@material-ui/core/styles';
import { buiTokens } from './buiTokens';
import { createTowpathTheme } from './createTowpathTheme';
import type { Scheme } from './palette';

/**
 * Makes the provider of one scheme: Material UI's theme, the page's base styles
 * and the variables of `@backstage/ui`.
 */
export function createThemeProvider(scheme: Scheme) {
  const theme = createTowpathTheme(scheme);
  // On body: that is where @backstage/ui's own values for the mode stand.
  const BuiTokens = withStyles({
    '@global': { body: buiTokens(scheme) },
  })(() => null);

  return function TowpathThemeProvider(props: { children: ReactNode }) {
    return (
      <UnifiedThemeProvider theme={theme} themeName="towpath">
        <CssBaseline />
        <BuiTokens />
        {props.children}
      </UnifiedThemeProvider>
    );
  };
}
