/** A row as knex takes it: objects and lists as JSON text, since `pg` makes arrays of lists. */
export function toColumns(row: object): object {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      isDocument(value) ? JSON.stringify(value) : value,
    ]),
  );
}

function isDocument(value: unknown): boolean {
  return (
    value !== null && typeof value === 'object' && !(value instanceof Date)
  );
}
