import type { Config } from '@backstage/config';
import { realpathSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { sep } from 'node:path';
import type { JsonValue } from '@backstage/types';

/** Takes out of a text what is nobody's business outside of this machine. */
export type Hide = (text: string) => string;

const STACK = /(?:\r?\n[ \t]+at [^\n]*)+/g;

// A folder above all of this is the root of the machine, whose name is in every path.
const SHORTEST = 4;

/**
 * Hides stacks, and where the portal keeps its code and its files. What comes after such a place stays: it
 * tells people which file of theirs was meant.
 */
export function createHide(config: Config, folder = process.cwd()): Hide {
  const working = config.getOptionalString('backend.workingDirectory');
  const places = [tmpdir(), homedir(), working, projectOf(folder)]
    .flatMap(place => (place ? [place, realPathOf(place)] : []))
    .filter(place => place.length >= SHORTEST)
    // A place inside another one comes first.
    .sort((a, b) => b.length - a.length);
  const inside = new RegExp(
    `(?:file://)?(?:${[...new Set(places)]
      .map(escape)
      .join('|')})(?=[/\\\\\\s'":),]|$)`,
    'g',
  );
  return text => text.replace(STACK, '').replace(inside, '…');
}

/** The same for every text of an answer; a field `stack` is left out. */
export function hideIn(body: JsonValue | object, hide: Hide): JsonValue {
  // A body may hold what only JSON makes a text of, such as a date.
  return hideInJson(JSON.parse(JSON.stringify(body ?? null)), hide);
}

function hideInJson(value: JsonValue, hide: Hide): JsonValue {
  if (typeof value === 'string') return hide(value);
  if (Array.isArray(value)) return value.map(one => hideInJson(one, hide));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'stack')
      .map(([key, inner]) => [key, inner && hideInJson(inner, hide)]),
  );
}

/** Where the project is that a backend was started from, by its own folder or by a file of it. */
function projectOf(folder: string): string {
  return folder.split(`${sep}packages${sep}`)[0];
}

function realPathOf(place: string): string {
  try {
    return realpathSync(place);
  } catch {
    return place;
  }
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
