const HIDDEN = '***';

const HEADERS = '(?:set-cookie|cookie|authorization|x-api-key)';

const PATTERNS: [RegExp, string][] = [
  // Authorization schemes, wherever they are quoted; Basic is also an English word.
  [/\b(Bearer)(\s+)[A-Za-z0-9._~+/=-]{8,}/gi, `$1$2${HIDDEN}`],
  [
    /\b(Basic|basic)(\s+)(?=\S*[A-Z0-9=])[A-Za-z0-9+/=_-]{8,}/g,
    `$1$2${HIDDEN}`,
  ],
  // JSON web tokens, with or without a signature.
  [/\beyJ[\w-]{6,}\.[\w-]{6,}(?:\.[\w-]*)?/g, HIDDEN],
  // A name or password in a URL.
  [/\b([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/@"'\\]+@/gi, `$1${HIDDEN}@`],
  // Query parameters that carry a secret, the sign-in callback's among them.
  [
    /([?&](?:code|state|token|access_token|id_token|refresh_token|client_secret|api_key|password)=)[^&\s"'#\\]+/gi,
    `$1${HIDDEN}`,
  ],
  // Headers as JSON, as JSON quoted inside JSON, and as text up to the end of the line.
  [
    new RegExp(
      `("${HEADERS}"\\s*:\\s*)(?:"(?:\\\\.|[^"\\\\])*"|\\[[^\\]]*\\])`,
      'gi',
    ),
    `$1"${HIDDEN}"`,
  ],
  [
    new RegExp(
      `(\\\\+"${HEADERS}\\\\+"\\s*:\\s*)(\\\\+")(?:(?!\\2).)*\\2`,
      'gi',
    ),
    `$1$2${HIDDEN}$2`,
  ],
  [
    new RegExp(`\\b(${HEADERS}\\s*[:=]\\s*)(?!\\*)[^\\s"'{[][^\\r\\n"]*`, 'gi'),
    `$1${HIDDEN}`,
  ],
];

/**
 * Hides what looks like a credential, whoever it belongs to: tokens that nobody has told a
 * {@link Redactor} of.
 */
export function hideCredentials(line: string): string {
  return PATTERNS.reduce(
    (text, [pattern, replacement]) => text.replace(pattern, replacement),
    line,
  );
}
