import { makeStyles } from '@material-ui/core/styles';

/** The looks of a board: a table with fixed columns, which turns into a list on a phone. */
export const useBoardStyles = makeStyles(theme => ({
  scroll: {
    flex: '1 1 0',
    minHeight: 320,
    overflow: 'auto',
    // Rows that are drawn again must not move those one looks at.
    overflowAnchor: 'none',
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    backgroundColor: theme.palette.background.paper,
    fontSize: theme.typography.pxToRem(13),
  },
  table: {
    minWidth: 'max-content',
    [theme.breakpoints.down('xs')]: { minWidth: 0 },
  },
  rows: { position: 'relative' },
  row: {
    display: 'grid',
    gridTemplateColumns: 'var(--board-columns)',
    borderBottom: `1px solid ${theme.palette.divider}`,
    [theme.breakpoints.down('xs')]: {
      gridTemplateColumns: 'minmax(0, 1fr)',
      padding: theme.spacing(0.75, 0),
    },
  },
  bodyRow: {
    position: 'absolute',
    top: 0,
    left: 0,
    width: '100%',
    '&:hover, &:hover > :first-child': {
      backgroundColor: theme.palette.background.default,
    },
  },
  head: {
    position: 'sticky',
    top: 0,
    zIndex: 2,
    backgroundColor: theme.palette.background.paper,
    color: theme.palette.text.secondary,
    fontSize: theme.typography.pxToRem(12),
    fontWeight: 600,
  },
  cell: {
    minWidth: 0,
    // What is on the first line stands on one line along the whole row.
    lineHeight: '20px',
    padding: theme.spacing(0.875, 1.5),
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(0.25, 1.5) },
  },
  first: {
    position: 'sticky',
    left: 0,
    zIndex: 1,
    backgroundColor: theme.palette.background.paper,
    [theme.breakpoints.down('xs')]: { position: 'static' },
  },
  // On a phone the head has only what cells cannot say.
  wideOnly: { [theme.breakpoints.down('xs')]: { display: 'none' } },
}));
