import { CopyButton } from '../CopyButton/CopyButton';
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
  return (
    <div className={classes.head}>
      <span role="status">{stateWords[state]}</span>
      <span>
        {lines.length} {lines.length === 1 ? 'line' : 'lines'}
      </span>
      <CopyButton
        className={classes.copy}
        disabled={lines.length === 0}
        text={() => asText(lines)}
      />
    </div>
  );
}
