import { hideCredentials, Redactor } from '@towpath/redact';

const LONGEST_TEXT = 8_000;

/** Makes text fit to be stored and shown: without secrets, and of bounded length. */
export class Scrubber {
  readonly #secrets: () => string[];

  constructor(secrets: () => string[]) {
    this.#secrets = secrets;
  }

  /** The text with `***` for every secret, in clear or encoded, and for what looks like one. */
  scrub(text: string): string {
    // PostgreSQL stores no NUL in text.
    const storable = text.replaceAll('\0', '');
    const known = new Redactor(this.#secrets()).text(storable);
    return shorten(hideCredentials(known));
  }
}

function shorten(text: string): string {
  if (text.length <= LONGEST_TEXT) return text;
  return `${text.slice(0, LONGEST_TEXT)}… (${
    text.length - LONGEST_TEXT
  } characters more)`;
}
