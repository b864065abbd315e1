const MARK = '***';

/** The answers of a form that can be filled in again: what is hidden is asked anew. */
export function withoutMasked(
  values: Record<string, unknown>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).filter(
      ([, value]) => !JSON.stringify(value ?? null).includes(MARK),
    ),
  );
}
