import { filter, parse } from 'scim2-parse-filter';
import type { Filter } from 'scim2-parse-filter';
import { refuse } from './scimError.ts';

// The parser takes longer than linear for some texts.
const LENGTH_AT_MOST = 1_000;

/** Attributes whose values differ by case; all others do not (RFC 7643 §4.1, §7). */
const CASE_EXACT = new Set([
  'id',
  'externalid',
  'members.value',
  'groups.value',
  'meta.version',
  'meta.location',
]);

// An attribute may be written with its schema; those of the core ones stand without it in a resource.
const CORE = /^urn:ietf:params:scim:schemas:core:2\.0:(user|group):/i;

const withoutCore = (attrPath: string) => attrPath.replace(CORE, '');

/**
 * Reads a filter of RFC 7644 §3.4.2.2.
 *
 * @returns whether a resource is meant by it
 * @throws 400 invalidFilter when it is none
 */
export function readFilter(text: string): (resource: object) => boolean {
  const matches = filter(foldFilter(parseFilter(text), ''));
  return resource => matches(fold(resource, '') as object);
}

function parseFilter(text: string): Filter {
  if (text.length > LENGTH_AT_MOST || /[\r\n]/.test(text)) {
    throw refuse(
      400,
      `filter is longer than ${LENGTH_AT_MOST} characters or has more than one line. Ask for less at once`,
      'invalidFilter',
    );
  }
  try {
    return parse(text);
  } catch (error) {
    throw refuse(
      400,
      `filter "${text}" cannot be read: ${
        (error as Error).message
      }. Write it as userName eq "ada"`,
      'invalidFilter',
    );
  }
}

function foldFilter(one: Filter, within: string): Filter {
  switch (one.op) {
    case 'and':
    case 'or':
      return { ...one, filters: one.filters.map(f => foldFilter(f, within)) };
    case 'not':
      return { ...one, filter: foldFilter(one.filter, within) };
    case '[]':
      return {
        ...one,
        attrPath: withoutCore(one.attrPath),
        valFilter: foldFilter(one.valFilter, `${pathOf(one.attrPath)}.`),
      };
    case 'pr':
      return { ...one, attrPath: withoutCore(one.attrPath) };
    default:
      return {
        ...one,
        attrPath: withoutCore(one.attrPath),
        compValue: fold(
          one.compValue,
          within + pathOf(one.attrPath),
        ) as typeof one.compValue,
      };
  }
}

/** Without the schema that an attribute may be written with. */
function pathOf(attrPath: string): string {
  return attrPath.slice(attrPath.lastIndexOf(':') + 1).toLowerCase();
}

/** The same with texts in lower case where case means nothing. */
function fold(value: unknown, path: string): unknown {
  if (typeof value === 'string') {
    return CASE_EXACT.has(path) ? value : value.toLowerCase();
  }
  if (Array.isArray(value)) return value.map(one => fold(one, path));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      fold(one, path ? `${path}.${key.toLowerCase()}` : key.toLowerCase()),
    ]),
  );
}
