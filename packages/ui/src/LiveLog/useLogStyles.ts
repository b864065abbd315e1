import { makeStyles } from '@material-ui/core/styles';
import { monospace } from '../monospace';
import { toneColour } from '../StateChip/toneColour';

/** The looks of a log. */
export const useLogStyles = makeStyles(theme => ({
  root: { position: 'relative' },
  head: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(2),
    padding: theme.spacing(0, 2, 0.5),
    fontSize: theme.typography.pxToRem(13),
    color: theme.palette.text.secondary,
  },
  copy: { marginLeft: 'auto' },
  box: {
    ...monospace(theme),
    maxHeight: 'min(420px, 60vh)',
    minHeight: 88,
    overflow: 'auto',
    // The end is kept by hand; the browser's own anchoring would pull against it.
    overflowAnchor: 'none',
    borderTop: `1px solid ${theme.palette.divider}`,
    background: theme.palette.background.default,
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: -2,
    },
  },
  empty: {
    margin: 0,
    padding: theme.spacing(1.5, 2),
    color: theme.palette.text.secondary,
  },
  lines: { position: 'relative', width: '100%' },
  place: { position: 'absolute', top: 0, left: 0, width: '100%' },
  line: {
    display: 'flex',
    gap: theme.spacing(1),
    padding: theme.spacing(0.25, 2),
    lineHeight: '18px',
  },
  time: { flexShrink: 0, color: theme.palette.text.secondary },
  shape: { flexShrink: 0, width: '1em', textAlign: 'center' },
  message: {
    minWidth: 0,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
  warn: { color: toneColour(theme).warn },
  error: { color: toneColour(theme).bad },
  jump: {
    position: 'absolute',
    right: theme.spacing(2),
    bottom: theme.spacing(1.5),
  },
}));
