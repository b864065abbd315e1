import { makeStyles } from '@material-ui/core/styles';
import { CELL_INDENT } from '../deployment/useCellStyles';

/** The looks of what stands in the cells of the board. */
export const useBoardStyles = makeStyles(theme => ({
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
}));

/** Columns of the board as CSS: service, owner, then one of the same width for each environment. */
export function boardColumns(environments: number): string {
  return `minmax(200px, 1.2fr) minmax(120px, 0.7fr) repeat(${environments}, minmax(196px, 1fr))`;
}
