import { styleText } from 'node:util';
import { format, type Logform } from 'winston';
import { hideCredentials } from '@towpath/redact';

type Style = Parameters<typeof styleText>[0];

/** `text` for people at a terminal, `json` for machines. */
export type LogFormat = 'text' | 'json';

/** Where winston keeps the finished line. */
const MESSAGE = Symbol.for('message');

const LEVEL_COLOURS: Record<string, Style> = {
  error: 'red',
  warn: 'yellow',
  info: 'green',
  debug: 'gray',
};

/** What Backstage's request line repeats in its message, or no reader at a terminal needs. */
const REQUEST_FIELDS = ['date', 'method', 'url', 'status', 'httpVersion'];
const QUIET_FIELDS = [...REQUEST_FIELDS, 'type', 'userAgent', 'referrer'];

/** The whole winston format: one line an event, with anything like a credential hidden. */
export function logFormat(kind: LogFormat): Logform.Format {
  return format.combine(
    format.timestamp(),
    kind === 'json' ? format.json() : format.printf(textLine),
    format(scrubMessage)(),
  );
}

function scrubMessage(
  info: Logform.TransformableInfo,
): Logform.TransformableInfo {
  const line = info[MESSAGE];
  if (typeof line === 'string') {
    info[MESSAGE] = hideCredentials(line);
  }
  return info;
}

/**
 * `12:00:01.123 info  catalog message field=value requestId=…`, then a stack on lines of its own.
 * In colour on a terminal, unless NO_COLOR is set.
 */
function textLine(info: Logform.TransformableInfo): string {
  const { level, timestamp, plugin, service, requestId, stack, ...rest } = info;
  const message = messageOf(info);
  const time = styleText('dim', clock(String(timestamp)));
  const colouredLevel = styleText(
    LEVEL_COLOURS[level] ?? 'reset',
    level.padEnd(5),
  );
  const source = styleText('cyan', String(plugin ?? service ?? '-'));
  const fields = fieldsOf(rest, requestId);
  const line = [time, colouredLevel, source, message, fields]
    .filter(Boolean)
    .join(' ');
  return stack ? `${line}\n${stack}` : line;
}

function messageOf(info: Logform.TransformableInfo): string {
  return info.type === 'incomingRequest'
    ? `${info.method} ${info.url} ${info.status}`
    : String(info.message);
}

function fieldsOf(
  { message: _, ...rest }: Record<string, unknown>,
  requestId: unknown,
): string {
  const quiet = rest.type === 'incomingRequest' ? QUIET_FIELDS : [];
  const fields = Object.entries({ ...rest, requestId })
    .filter(([key, value]) => value !== undefined && !quiet.includes(key))
    .map(([key, value]) => `${key}=${asText(value)}`);
  return fields.length > 0 ? styleText('dim', fields.join(' ')) : '';
}

function asText(value: unknown): string {
  if (typeof value === 'string' && /^[^\s"]+$/.test(value)) {
    return value;
  }
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return '[not representable]';
  }
}

/** The local time of day, to the millisecond. */
function clock(timestamp: string): string {
  const date = new Date(timestamp);
  const time = date.toLocaleTimeString('en-GB', { hour12: false });
  return `${time}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}
