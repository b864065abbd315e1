import { useState } from 'react';
import Button from '@material-ui/core/Button';
import type { LogItem, LogState } from './LiveLog';
import { timeOf, wordsOf } from './LogLineRow';
import { useLogStyles } from './useLogStyles';

const stateWords: Record<LogState, string> = {
  live: '◐ live',
  reconnecting: '△ connection lost, trying again',
  ended: '✓ ended',
};

const asText = (lines: LogItem[]) =>
  lines.map(line => `${timeOf(line)} ${wordsOf(line)}`).join('\n');

/** How the log stands, how long it is, and a way to take it along. */
export function LogHead(props: { lines: LogItem[]; state: LogState }) {
  const { lines, state } = props;
  const classes = useLogStyles();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(asText(lines));
    setCopied(true);
  };
  return (
    <div className={classes.head}>
      <span role="status">{stateWords[state]}</span>
      <span>
        {lines.length} {lines.length === 1 ? 'line' : 'lines'}
      </span>
      <Button
        size="small"
        className={classes.copy}
        disabled={lines.length === 0}
        onClick={copy}
        onBlur={() => setCopied(false)}
      >
        {copied ? 'Copied' : 'Copy'}
      </Button>
    </div>
  );
}
