import { format, type Logform } from 'winston';
import { scrub } from './scrub';

/** `text` for people at a terminal, `json` for machines. */
export type LogFormat = 'text' | 'json';

/** Where winston keeps the finished line. */
const MESSAGE = Symbol.for('message');

const DIM = '\u001b[2m';
const CYAN = '\u001b[36m';
const RESET = '\u001b[39;22m';
const LEVEL_COLOURS: Record<string, string> = {
  error: '\u001b[31m',
  warn: '\u001b[33m',
  info: '\u001b[32m',
  debug: '\u001b[90m',
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
    info[MESSAGE] = scrub(line);
  }
  return info;
}

/** `12:00:01.123 info  catalog  message  field=value  requestId`, then a stack on lines of its own. */
function textLine(info: Logform.TransformableInfo): string {
  const { level, timestamp, plugin, service, requestId, stack, ...rest } = info;
  const message = messageOf(info);
  const time = `${DIM}${clock(String(timestamp))}${RESET}`;
  const colouredLevel = `${LEVEL_COLOURS[level] ?? ''}${level.padEnd(
    5,
  )}${RESET}`;
  const source = `${CYAN}${plugin ?? service ?? '-'}${RESET}`;
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
  return fields.length > 0 ? `${DIM}${fields.join(' ')}${RESET}` : '';
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
