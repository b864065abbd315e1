import type { Theme } from '@material-ui/core/styles';

/** The looks of text that a machine wrote or will read. */
export const monospace = (theme: Theme) => ({
  fontFamily:
    "ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace",
  fontSize: theme.typography.pxToRem(12.5),
});
