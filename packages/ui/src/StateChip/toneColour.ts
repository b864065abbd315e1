import type { Theme } from '@material-ui/core/styles';
import type { StateTone } from './stateLooks';

type StatusPalette = {
  status?: Partial<Record<'ok' | 'warning' | 'error' | 'running', string>>;
};

/** The colour of each tone: the theme's status colours, or Material UI's own. */
export function toneColour(theme: Theme): Record<StateTone, string> {
  const { palette } = theme;
  const { status } = palette as Theme['palette'] & StatusPalette;
  return {
    good: status?.ok ?? palette.success.dark,
    info: status?.running ?? palette.info.dark,
    warn: status?.warning ?? palette.warning.dark,
    bad: status?.error ?? palette.error.dark,
    quiet: palette.text.secondary,
  };
}
