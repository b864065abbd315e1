type Skip = (key: string, parent: unknown) => boolean;

/**
 * Tells every single value of a JSON document by its path: `spec.rules[0].host`. Lists of objects with a name
 * are told by the name, so that one more does not make all that follow another one: `spec.ports[http].port`.
 */
export function flatten(
  value: unknown,
  tell: (path: string, value: unknown) => void,
  skip: Skip = () => false,
  path = '',
): void {
  if (typeof value !== 'object' || value === null) {
    tell(path, value);
    return;
  }
  for (const [key, child] of Object.entries(value)) {
    if (skip(key, value)) continue;
    const at = Array.isArray(value)
      ? `${path}[${nameOf(child) ?? key}]`
      : [path, key].filter(Boolean).join('.');
    flatten(child, tell, skip, at);
  }
}

function nameOf(child: unknown): string | undefined {
  const isObject = typeof child === 'object' && child !== null;
  const name = isObject && (child as { name?: unknown }).name;
  return typeof name === 'string' ? name : undefined;
}
