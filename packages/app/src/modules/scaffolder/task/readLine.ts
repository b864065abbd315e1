import type { LogEvent } from '@backstage/plugin-scaffolder-common';
import type { LogItem } from '@towpath/ui';
import stripAnsi from 'strip-ansi';

const LEVEL = /^(error|warn|info|debug): /;
const COLOUR = '\u001b[';

/** One line of a task's log, its level apart and without the colours of a terminal. */
export function readLine({ id, createdAt, body }: LogEvent): LogItem {
  const text = stripAnsi(body.message);
  // The logger of a step writes its level, in colour, before what an action says.
  const said = body.message.startsWith(COLOUR) ? LEVEL.exec(text) : null;
  return {
    seq: id,
    at: createdAt,
    level: levelOf(said?.[1], body.status),
    step: body.stepId,
    message: text.slice(said?.[0].length ?? 0),
  };
}

function levelOf(said: string | undefined, status: LogEvent['body']['status']) {
  if (status === 'failed' || said === 'error') return 'error';
  return said === 'warn' ? 'warn' : 'info';
}
