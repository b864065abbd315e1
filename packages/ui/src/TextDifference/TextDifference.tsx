import { useMemo } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import { monospace } from '../monospace';
import { toneColour } from '../StateChip/toneColour';
import { foldLines, type DifferenceLine } from './foldLines';

const useStyles = makeStyles(theme => ({
  root: {
    ...monospace(theme),
    lineHeight: 1.5,
    margin: 0,
    padding: theme.spacing(0.5, 0),
    overflowX: 'auto',
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
  },
  // As wide as the longest line, however far that goes.
  lines: { minWidth: 'max-content' },
  line: { padding: theme.spacing(0, 1), whiteSpace: 'pre' },
  sign: { userSelect: 'none' },
  same: {},
  fold: { color: theme.palette.text.secondary, fontStyle: 'italic' },
  gone: { color: toneColour(theme).bad, textDecoration: 'none' },
  new: { color: toneColour(theme).good, textDecoration: 'none' },
}));

const looks = {
  same: { Tag: 'span', sign: '  ' },
  gone: { Tag: 'del', sign: '− ' },
  new: { Tag: 'ins', sign: '+ ' },
} as const;

/** What {@link TextDifference} needs. */
export interface TextDifferenceProps {
  /** Names the difference for assistive technology. */
  label: string;
  /** Absent when there was no text. */
  before?: string;
  /** Absent when there will be no text. */
  after?: string;
}

/** A text before and after, line by line; what stays the same is left out but counted. */
export function TextDifference(props: TextDifferenceProps) {
  const { label, before = '', after = '' } = props;
  const classes = useStyles();
  const lines = useMemo(() => foldLines(before, after), [before, after]);
  return (
    // It scrolls to the side, also by the keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div role="group" aria-label={label} tabIndex={0} className={classes.root}>
      <div className={classes.lines}>
        {lines.map((line, at) => (
          <Line key={at} line={line} />
        ))}
      </div>
    </div>
  );
}

function Line({ line }: { line: DifferenceLine }) {
  const classes = useStyles();
  const className = `${classes.line} ${classes[line.kind]}`;
  if (line.kind === 'fold') {
    return (
      <div className={className}>
        … {line.count} unchanged {line.count === 1 ? 'line' : 'lines'}
      </div>
    );
  }
  const { Tag, sign } = looks[line.kind];
  return (
    <div className={className}>
      <span aria-hidden className={classes.sign}>
        {sign}
      </span>
      <Tag className={classes[line.kind]}>{line.text}</Tag>
    </div>
  );
}
