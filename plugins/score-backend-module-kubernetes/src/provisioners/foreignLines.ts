import { InputError } from '@backstage/errors';
import { isMap } from '@towpath/plugin-score-node';
import type { Asked } from './asked';

/** What a Score file says beyond the first line of a text: there a template would take it for its own. */
export function foreignLines({
  params,
  metadata,
  workloadMetadata,
}: Pick<Asked, 'params' | 'metadata' | 'workloadMetadata'>): string[] {
  return [...textsIn([params, metadata, workloadMetadata])].flatMap(text =>
    text
      .split(/\r\n?|\n/)
      .slice(1)
      .filter(line => line.trim() !== '')
      .map(line => line.toLowerCase()),
  );
}

/**
 * Refuses what a template has written where a line of a Score file has become a line of its own: it could be an object
 * that nobody of the platform has written. Quoted or indented it cannot.
 *
 * @throws InputError
 */
export function refuseForeignLines(
  name: string,
  written: string,
  lines: readonly string[],
): void {
  const text = `\n${written.toLowerCase()}`.replace(/\r\n?/g, '\n');
  if (!lines.some(line => text.includes(`\n${line}`))) return;
  throw new InputError(
    `The template ${name} writes a text of the Score file that has several lines as lines of its own: write "| quote" or "| nindent" behind it, or give the text in one line`,
  );
}

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  if (Array.isArray(value)) for (const one of value) yield* textsIn(one);
  if (!isMap(value)) return;
  for (const [key, one] of Object.entries(value)) {
    yield key;
    yield* textsIn(one);
  }
}
