import { makeStyles } from '@material-ui/core/styles';

/** The looks that the pages of promotions share. */
export const useCalmStyles = makeStyles(theme => ({
  page: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    padding: theme.spacing(2, 3, 6),
    maxWidth: 1440,
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(1.5, 1.5, 4) },
  },
  body: { padding: theme.spacing(0, 2, 2) },
  // Below what scrolls, so that what is asked for is always in sight.
  foot: { padding: theme.spacing(2, 3, 0), flexShrink: 0 },
  sides: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(340px, 100%), 1fr))',
    alignItems: 'start',
  },
  stack: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    minWidth: 0,
  },
  partTitle: {
    margin: theme.spacing(0, 0, 0.5),
    fontSize: theme.typography.pxToRem(13),
    fontWeight: 600,
  },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: theme.spacing(0.25, 1.5),
    fontSize: theme.typography.pxToRem(14),
  },
  // As the paper of a dialog, so that only its content scrolls.
  dialogForm: {
    display: 'flex',
    flex: '1 1 auto',
    flexDirection: 'column',
    minHeight: 0,
  },
  decision: { flexWrap: 'wrap', padding: theme.spacing(1.5, 3) },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
  },
  quiet: {
    margin: 0,
    color: theme.palette.text.secondary,
    fontSize: theme.typography.pxToRem(13),
    overflowWrap: 'anywhere',
  },
  state: { minWidth: 150 },
  end: { marginLeft: 'auto' },
  title: {
    margin: 0,
    fontSize: theme.typography.pxToRem(18),
    fontWeight: 600,
    overflowWrap: 'anywhere',
  },
  strong: { fontWeight: 600, overflowWrap: 'anywhere' },
  notice: {
    padding: theme.spacing(1, 1.5),
    borderLeft: `3px solid ${theme.palette.warning.main}`,
    fontSize: theme.typography.pxToRem(14),
    '& ul': { margin: 0, paddingLeft: theme.spacing(2.5) },
  },
  rows: { listStyle: 'none', margin: 0, padding: theme.spacing(0, 0, 1) },
  row: {
    padding: theme.spacing(1, 2),
    '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
  },
}));
