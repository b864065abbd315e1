import { makeStyles } from '@material-ui/core/styles';
import { CELL_INDENT } from '../deployment/useCellStyles';

/** The looks of the board: a table with fixed columns, which turns into a list on a phone. */
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
  name: {
    display: 'block',
    fontWeight: 600,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  quiet: {
    color: theme.palette.text.secondary,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  environment: {
    [theme.breakpoints.down('xs')]: {
      display: 'grid',
      gridTemplateColumns: '72px minmax(0, 1fr)',
    },
  },
  // On a phone each cell says which environment it is; above, the head does.
  environmentName: {
    display: 'none',
    color: theme.palette.text.secondary,
    [theme.breakpoints.down('xs')]: { display: 'block' },
  },
  // Above the versions, which stand after an arrow and a shape.
  environmentHead: {
    paddingLeft: theme.spacing(1.5) + CELL_INDENT,
    [theme.breakpoints.down('xs')]: { paddingLeft: theme.spacing(1.5) },
  },
  // On a phone the head has only what cells cannot say: freezes.
  wideOnly: { [theme.breakpoints.down('xs')]: { display: 'none' } },
}));

/** Columns of the board as CSS: service, owner, then one of the same width for each environment. */
export function boardColumns(environments: number): string {
  return `minmax(200px, 1.2fr) minmax(120px, 0.7fr) repeat(${environments}, minmax(196px, 1fr))`;
}
