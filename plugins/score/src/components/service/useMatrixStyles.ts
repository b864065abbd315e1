import { makeStyles } from '@material-ui/core/styles';

/** The looks of resources against environments: a table, which turns into a list on a narrow screen. */
export const useMatrixStyles = makeStyles(theme => ({
  scroll: { overflowX: 'auto' },
  table: {
    width: '100%',
    // Each environment has as much room as the others, whatever it has to say.
    tableLayout: 'fixed',
    minWidth: 'var(--least)',
    borderCollapse: 'collapse',
    fontSize: theme.typography.pxToRem(13),
    '& th, & td': {
      padding: theme.spacing(0.875, 2),
      textAlign: 'left',
      verticalAlign: 'top',
      fontWeight: 400,
    },
    '& thead th': {
      color: theme.palette.text.secondary,
      fontSize: theme.typography.pxToRem(12),
      fontWeight: 600,
    },
    '& tbody tr': { borderTop: `1px solid ${theme.palette.divider}` },
    [theme.breakpoints.down('xs')]: {
      '&, & tbody, & tr, & th, & td': { display: 'block' },
      minWidth: 0,
      '& thead': { display: 'none' },
      '& th, & td': { padding: theme.spacing(0.375, 2) },
      '& tbody tr': { padding: theme.spacing(0.75, 0) },
      // The head that names the column is not there on a narrow screen.
      '& td[data-environment]': {
        display: 'grid',
        gridTemplateColumns: '96px minmax(0, 1fr)',
        '&::before': {
          content: 'attr(data-environment)',
          color: theme.palette.text.secondary,
        },
      },
    },
  },
}));
