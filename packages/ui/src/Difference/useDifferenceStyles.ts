import { makeStyles, type Theme } from '@material-ui/core/styles';
import { monospace } from '../monospace';
import { toneColour } from '../StateChip/toneColour';

const value = (theme: Theme, sign: string, colour: string) => ({
  ...monospace(theme),
  color: colour,
  textDecoration: 'none',
  whiteSpace: 'pre-wrap' as const,
  overflowWrap: 'anywhere' as const,
  // Read out by <del> and <ins> already, so the sign has an empty alternative.
  '&::before': { content: `"${sign} " / ""` },
});

/** The looks of a difference. */
export const useDifferenceStyles = makeStyles(theme => ({
  section: { '& + &': { marginTop: theme.spacing(1.5) } },
  place: {
    ...monospace(theme),
    margin: theme.spacing(0, 0, 0.5),
    color: theme.palette.text.secondary,
    overflowWrap: 'anywhere',
  },
  list: { listStyle: 'none', margin: 0, padding: 0 },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.25, 2),
    padding: theme.spacing(0.5, 0),
    fontSize: theme.typography.pxToRem(13),
    '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
  },
  name: { flex: '1 1 14ch', fontWeight: 500, overflowWrap: 'anywhere' },
  values: {
    flex: '3 1 30ch',
    minWidth: 0,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: theme.spacing(0.25, 1),
  },
  before: value(theme, '−', toneColour(theme).bad),
  after: value(theme, '+', toneColour(theme).good),
  side: { ...monospace(theme), overflowWrap: 'anywhere' },
  arrow: { color: theme.palette.text.secondary },
  same: { color: theme.palette.text.secondary, overflowWrap: 'anywhere' },
}));
