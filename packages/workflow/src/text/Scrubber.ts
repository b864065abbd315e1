const SHORTEST_SECRET = 6;
const LONGEST_TEXT = 8_000;

/** Takes secrets out of text that is stored or shown. */
export class Scrubber {
  constructor(private readonly secrets: () => string[]) {}

  /** The text with `***` for every secret, in clear or encoded, and of bounded length. */
  scrub(text: string): string {
    const forms = this.secrets()
      .filter(secret => secret.length >= SHORTEST_SECRET)
      .flatMap(formsOf)
      .sort((a, b) => b.length - a.length);
    // PostgreSQL stores no NUL in text.
    let clean = text.replaceAll('\0', '');
    for (const form of forms) clean = clean.replaceAll(form, '***');
    return shorten(clean);
  }
}

/** How a secret may stand in a text: as it is, within JSON, within an address, within base64. */
function formsOf(secret: string): string[] {
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    ...[0, 1, 2].flatMap(offset => {
      const form = base64At(secret, offset);
      return [form, form.replaceAll('+', '-').replaceAll('/', '_')];
    }),
  ];
}

/** The characters that a secret gives in base64 when it begins `offset` bytes into a group, whatever is around it. */
function base64At(secret: string, offset: number): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]);
  const first = Math.ceil((offset * 8) / 6);
  const end = Math.floor((bytes.length * 8) / 6);
  return bytes.toString('base64').slice(first, end);
}

function shorten(text: string): string {
  if (text.length <= LONGEST_TEXT) return text;
  return `${text.slice(0, LONGEST_TEXT)}… (${
    text.length - LONGEST_TEXT
  } characters more)`;
}
