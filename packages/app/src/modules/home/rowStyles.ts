import { makeStyles } from '@material-ui/core/styles';

/** The lines of home's lists: a name, something quiet, something at the end. */
export const useRowStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: theme.spacing(0, 0, 1) },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: theme.spacing(0.25, 1.5),
    padding: theme.spacing(0.75, 2),
    fontSize: theme.typography.pxToRem(14),
    '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
  },
  name: { fontWeight: 600, overflowWrap: 'anywhere' },
  quiet: {
    color: theme.palette.text.secondary,
    fontSize: theme.typography.pxToRem(13),
  },
  end: {
    marginLeft: 'auto',
    color: theme.palette.text.secondary,
    fontSize: theme.typography.pxToRem(13),
    whiteSpace: 'nowrap',
  },
}));
