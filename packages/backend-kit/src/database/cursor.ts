import { InputError } from '@backstage/errors';

/** Makes a cursor of the values that the next page begins after. */
function encodeCursor(values: (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/**
 * The values of a cursor that {@link encodeCursor} made of as many.
 *
 * @throws InputError for any other.
 */
export function decodeCursor(cursor: string, count: number): string[] {
  try {
    const values = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (
      Array.isArray(values) &&
      values.length === count &&
      values.every(value => ['string', 'number'].includes(typeof value))
    ) {
      return values.map(String);
    }
  } catch {
    // Told below.
  }
  throw refuseCursor(cursor);
}

/** The error for a cursor that is none of the list. */
export function refuseCursor(cursor: string): InputError {
  return new InputError(
    `cursor "${cursor.slice(
      0,
      40,
    )}" is not one of this list. Give the nextCursor of the page before, or none for the first page`,
  );
}

/** The page of rows that were asked for with one more than its limit. */
export function toPage<Row, Item>(
  rows: Row[],
  limit: number,
  cursorOf: (row: Row) => (string | number)[],
  toItem: (row: Row) => Item,
): { items: Item[]; nextCursor?: string } {
  const shown = rows.slice(0, limit);
  return {
    items: shown.map(toItem),
    ...(rows.length > limit && {
      nextCursor: encodeCursor(cursorOf(shown[shown.length - 1])),
    }),
  };
}
