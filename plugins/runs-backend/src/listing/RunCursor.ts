import { isUuid, refuseCursor } from '@towpath/backend-kit';

/**
 * How far a list over several kinds has come. Each kind has its own pages; `kinds` has the cursor of the page that it
 * is asked for next (null: of its first), and nothing for a kind that has shown its last run.
 */
export interface RunCursor {
  /** Id of the last run that was shown; absent before the first. */
  last?: string;
  kinds: Record<string, string | null>;
}

export function encodeRunCursor(cursor: RunCursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** @throws InputError for one that {@link encodeRunCursor} has not made */
export function decodeRunCursor(text: string): RunCursor {
  const cursor = parse(text);
  if (isRunCursor(cursor)) return cursor;
  throw refuseCursor(text);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined;
  }
}

function isRunCursor(value: unknown): value is RunCursor {
  if (typeof value !== 'object' || value === null) return false;
  const { last, kinds } = value as Partial<RunCursor>;
  return (
    (last === undefined || (typeof last === 'string' && isUuid(last))) &&
    typeof kinds === 'object' &&
    kinds !== null &&
    !Array.isArray(kinds) &&
    Object.values(kinds).every(one => one === null || typeof one === 'string')
  );
}
