import { makeStyles, type Theme } from '@material-ui/core/styles';

const box = (theme: Theme) => ({
  position: 'relative' as const,
  display: 'flex',
  flexDirection: 'column' as const,
  alignItems: 'flex-start',
  gap: theme.spacing(0.75),
  minWidth: theme.spacing(16),
  padding: theme.spacing(1.25, 1.5),
  border: `1px solid ${theme.palette.divider}`,
  borderRadius: theme.shape.borderRadius,
});

/** The looks of the pipeline: a row that turns into a column when narrow. */
export const usePipelineStyles = makeStyles(theme => ({
  stages: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1.5),
    margin: 0,
    padding: 0,
    listStyle: 'none',
    [theme.breakpoints.down('xs')]: {
      flexDirection: 'column',
      alignItems: 'stretch',
    },
  },
  stage: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1.5),
    // The empty alternative keeps the arrow from being read out.
    '& + &::before': {
      content: '"→" / ""',
      color: theme.palette.text.secondary,
    },
    [theme.breakpoints.down('xs')]: {
      flexDirection: 'column',
      alignItems: 'stretch',
      '& + &::before': { content: '"↓" / ""', textAlign: 'center' },
    },
  },
  sideBySide: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    margin: 0,
    padding: 0,
    listStyle: 'none',
  },
  place: {
    ...box(theme),
    '&:hover': { borderColor: theme.palette.text.secondary },
  },
  currentPlace: {
    ...box(theme),
    border: `2px solid ${theme.palette.primary.main}`,
  },
  missingPlace: {
    ...box(theme),
    borderStyle: 'dashed',
    borderColor: theme.palette.error.main,
  },
  name: {
    fontWeight: 600,
    overflowWrap: 'anywhere',
    // The whole box is the target of the pointer, the name is the link.
    '&::after': { content: '""', position: 'absolute', inset: 0 },
    '&:focus-visible': { outline: 'none' },
    '&:focus-visible::after': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: 3,
      borderRadius: theme.shape.borderRadius,
    },
  },
}));
