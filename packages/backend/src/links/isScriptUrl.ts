const SCHEMES = new Set([
  // eslint-disable-next-line no-script-url
  'javascript:',
  'vbscript:',
  'data:',
  'blob:',
  'filesystem:',
]);

/**
 * Whether a page that shows this as a link would run it, or show what it brings along, instead of
 * leading anywhere. It is read as browsers do, who leave out tabs and line breaks and take any case.
 */
export function isScriptUrl(text: string): boolean {
  try {
    return SCHEMES.has(new URL(text).protocol);
  } catch {
    return false;
  }
}
