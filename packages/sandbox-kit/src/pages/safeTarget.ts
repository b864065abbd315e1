/** A path of this host; anything else becomes the start page. */
export function safeTarget(target: unknown): string {
  return typeof target === 'string' && /^\/(?![/\\])[^\\\r\n]*$/.test(target)
    ? target
    : '/';
}
