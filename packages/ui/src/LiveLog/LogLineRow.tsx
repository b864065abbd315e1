import { DateTime } from 'luxon';
import type { LogItem } from './LiveLog';
import { useLogStyles } from './useLogStyles';

const shapes = { info: ' ', warn: '△', error: '▲' };
const words = { info: '', warn: 'warning: ', error: 'error: ' };

/** The time of a line on the reader's clock. */
export const timeOf = ({ at }: LogItem) =>
  DateTime.fromISO(at).toFormat('HH:mm:ss');

/** The level in words, since the shape is not read out or copied. */
export const wordsOf = ({ level, message }: LogItem) =>
  `${words[level]}${message}`;

/** A line: when, how serious by shape and word, what. */
export function LogLineRow({ line }: { line: LogItem }) {
  const classes = useLogStyles();
  const { level, at } = line;
  return (
    <div
      className={`${classes.line} ${level === 'info' ? '' : classes[level]}`}
    >
      <time className={classes.time} dateTime={at} title={at}>
        {timeOf(line)}
      </time>
      <span className={classes.shape} aria-hidden>
        {shapes[level]}
      </span>
      <span className={classes.message}>{wordsOf(line)}</span>
    </div>
  );
}
