import { makeStyles } from '@material-ui/core/styles';

const ARROW = 24;
const SHAPE = 18;
const GAP = 4;

/** How far from the left of a cell the version stands, in pixels. */
export const CELL_INDENT = ARROW + GAP + SHAPE + GAP;

/** The looks of what runs in one place: an arrow, a shape, a version and its age. */
export const useCellStyles = makeStyles(theme => ({
  cell: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: GAP,
    minWidth: 0,
  },
  // As high as the line beside it, so that the arrow does not push the line down.
  arrow: { flex: `0 0 ${ARROW}px`, margin: '-2px 0' },
  state: {
    display: 'grid',
    gridTemplateColumns: `${SHAPE}px minmax(0, 1fr) auto`,
    columnGap: GAP,
    alignItems: 'baseline',
    flex: 1,
    minWidth: 0,
  },
  version: {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
    fontWeight: 500,
  },
  age: {
    color: theme.palette.text.secondary,
    fontSize: theme.typography.pxToRem(12),
    whiteSpace: 'nowrap',
  },
  notes: {
    gridColumn: '2 / -1',
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: theme.spacing(1),
    lineHeight: '16px',
    color: theme.palette.text.secondary,
    fontSize: theme.typography.pxToRem(12),
    '& *': { fontSize: 'inherit' },
  },
  problem: {
    gridColumn: '2 / -1',
    display: '-webkit-box',
    WebkitLineClamp: 2,
    WebkitBoxOrient: 'vertical',
    overflow: 'hidden',
    color: theme.palette.text.secondary,
    fontSize: theme.typography.pxToRem(12),
    lineHeight: '16px',
    '& *': { fontSize: 'inherit' },
  },
  quiet: { color: theme.palette.text.secondary },
}));
