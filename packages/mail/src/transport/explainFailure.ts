import { isError } from '@backstage/errors';
import type { Delivery } from './Delivery';

/** As nodemailer tells a failure. */
interface MailError extends Error {
  code?: string;
  /** What the server answered, such as 550. */
  responseCode?: number;
  response?: string;
  /** What it was doing, such as `RCPT TO`; `CONN` also where it cannot tell. */
  command?: string;
  /** Of the operating system. */
  syscall?: string;
}

/** Of no letter was anything said yet: what is wrong is between the portal and the server. */
const NOT_BEGUN = ['EAUTH', 'ETLS'];

/** The server is not there, or its name is not known: it can have nothing. */
const NOT_REACHED = ['EDNS', 'ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH'];

/** Of the pool: it keeps a letter that waits, and passes on only one of which not a byte was sent. */
const NEVER_BEGUN =
  /^(Connection pool was closed|Reached maximum number of retries after connection was closed)$/;

/**
 * What a failure says of the letter. A time limit says nothing: the server may have taken the letter and lost the line
 * before it could say so.
 */
export function explainFailure(
  error: unknown,
): Exclude<Delivery, { outcome: 'sent' }> {
  const failure = (isError(error) ? error : new Error(`${error}`)) as MailError;
  const { responseCode: code, response } = failure;
  const words = response ?? failure.message;
  if (NOT_BEGUN.includes(failure.code ?? '')) {
    return { outcome: 'not-sent', words };
  }
  if (code !== undefined && code >= 500) return { outcome: 'refused', words };
  if (code !== undefined && code >= 400) return { outcome: 'not-sent', words };
  if (isBefore(failure)) return { outcome: 'not-sent', words };
  return { outcome: 'unknown', words };
}

function isBefore({ code = '', syscall, command, message }: MailError) {
  if (NEVER_BEGUN.test(message)) return true;
  if (NOT_REACHED.includes(code)) return true;
  if (code === 'EENVELOPE') return true;
  if (syscall === 'connect' || syscall === 'getaddrinfo') return true;
  return ['EHLO', 'HELO', 'STARTTLS', 'MAIL FROM', 'RCPT TO'].includes(
    command ?? '',
  );
}
