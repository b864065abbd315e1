const asBoolean = (value: unknown) =>
  typeof value === 'string' && /^(true|false)$/i.test(value)
    ? value.toLowerCase() === 'true'
    : value;

/** The same with `active` as a boolean, which some identity providers write as the text "True". */
export function coerceActive(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return body;
  if (Array.isArray(body)) return body;
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => {
      if (key.toLowerCase() === 'active') return [key, asBoolean(value)];
      if (key === 'Operations' && Array.isArray(value)) {
        return [key, value.map(coerceOperation)];
      }
      return [key, value];
    }),
  );
}

function coerceOperation(operation: unknown): unknown {
  const { path, value } = (operation ?? {}) as Record<string, unknown>;
  if (path === undefined && typeof value === 'object') {
    return { ...(operation as object), value: coerceActive(value) };
  }
  return String(path).toLowerCase() === 'active'
    ? { ...(operation as object), value: asBoolean(value) }
    : operation;
}
