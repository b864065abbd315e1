import {
  appendFileSync,
  existsSync,
  readFileSync,
  truncateSync,
} from 'node:fs';

/**
 * Facts, one JSON object a line. A machine that died while writing leaves half a line at the end:
 * that fact was never answered for, so it is cut off.
 */
export function openJournal(path) {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole.length < text.length) truncateSync(path, Buffer.byteLength(whole));
  const facts = whole
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line));
  return {
    facts,
    record: fact =>
      appendFileSync(path, `${JSON.stringify(fact)}\n`, { flush: true }),
  };
}
