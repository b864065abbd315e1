/** The fields by which an object would be a Secret that everybody who reads the repository could read. */
export function plainSecretFields(object: unknown): string[] {
  const fields = (object ?? {}) as Record<string, unknown>;
  if (fields.kind !== 'Secret' || fields.apiVersion !== 'v1') return [];
  return ['data', 'stringData'].filter(field => !isEmpty(fields[field]));
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return (
    typeof value === 'object' &&
    !Array.isArray(value) &&
    Object.keys(value).length === 0
  );
}
