import { makeStyles } from '@material-ui/core/styles';

/** The looks of the small board: a table, which turns into a list on a narrow screen. */
export const useServiceBoardStyles = makeStyles(theme => ({
  scroll: { overflowX: 'auto' },
  table: {
    width: '100%',
    // Environments share what the name leaves, so that no long word makes the table wider than its place.
    tableLayout: 'fixed',
    // As narrow as it can be read; in less room it scrolls.
    minWidth: 'calc(176px + var(--environments) * 104px)',
    borderCollapse: 'collapse',
    fontSize: theme.typography.pxToRem(14),
    '& th': {
      textAlign: 'left',
      fontWeight: 500,
      fontSize: theme.typography.pxToRem(12),
      color: theme.palette.text.secondary,
      padding: theme.spacing(0.5, 1),
      '&:first-child': { width: '32%' },
    },
    '& th:first-child, & td:first-child': { paddingLeft: theme.spacing(2) },
    '& td': {
      padding: theme.spacing(0.875, 1),
      borderTop: `1px solid ${theme.palette.divider}`,
      verticalAlign: 'top',
    },
    '& tbody tr:hover td': { backgroundColor: theme.palette.action.hover },
    [theme.breakpoints.down('sm')]: {
      minWidth: 0,
      '&, & tbody, & tr, & td': { display: 'block' },
      '& thead': { display: 'none' },
      '& tr': {
        borderTop: `1px solid ${theme.palette.divider}`,
        padding: theme.spacing(1, 0),
      },
      '& td': { border: 0, padding: theme.spacing(0.25, 2) },
    },
  },
  environment: {
    // The head that names the column is not there on a narrow screen.
    [theme.breakpoints.down('sm')]: {
      '&&': { display: 'grid' },
      gridTemplateColumns: '104px minmax(0, 1fr)',
      // Of what is not known nothing is said.
      '&&:empty': { display: 'none' },
      '&::before': {
        content: 'attr(data-environment)',
        color: theme.palette.text.secondary,
      },
    },
  },
  unknown: {
    margin: 0,
    padding: theme.spacing(1, 2, 1.5),
    color: theme.palette.text.secondary,
    fontSize: theme.typography.pxToRem(13),
  },
}));
