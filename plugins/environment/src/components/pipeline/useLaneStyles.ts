import { makeStyles } from '@material-ui/core/styles';

/** The looks of one lane of the pipeline. */
export const useLaneStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    flex: 1,
    minWidth: 0,
    padding: theme.spacing(1.5, 2),
    fontSize: theme.typography.pxToRem(13),
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1),
  },
  title: { margin: 0, fontSize: theme.typography.pxToRem(15), fontWeight: 600 },
  version: {
    fontSize: theme.typography.pxToRem(20),
    fontWeight: 600,
    fontVariantNumeric: 'tabular-nums',
    overflowWrap: 'anywhere',
  },
  chips: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.25, 1.5),
  },
  quiet: { color: theme.palette.text.secondary, overflowWrap: 'anywhere' },
  sign: { marginRight: theme.spacing(1) },
  reasons: { display: 'grid', overflowWrap: 'anywhere' },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    gap: theme.spacing(0.25, 1.5),
    margin: 0,
    '& dt': { color: theme.palette.text.secondary },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
  },
  hold: {
    padding: theme.spacing(1),
    borderLeft: `3px solid ${theme.palette.warning.main}`,
    backgroundColor: theme.palette.background.default,
  },
  end: { marginTop: 'auto' },
}));
