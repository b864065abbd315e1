/** @public */
export type Severity = 'error' | 'warning' | 'note';

/**
 * One step of a path into a document: a map key or a list index.
 *
 * @public
 */
export type PathSegment = string | number;

/**
 * Where something stands in a source text. Lines and columns count from 1;
 * the end is the position after the last character.
 *
 * @public
 */
export interface Position {
  file?: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

/**
 * One finding about a Score file.
 *
 * @public
 */
export interface Diagnostic {
  severity: Severity;
  /** A stable name such as `schema/type`; `score explain CODE` says more. */
  code: string;
  message: string;
  /** The workload it is about, where several are looked at together. */
  workload?: string;
  /** Path to the value, outermost key first; empty for the whole file. */
  path: PathSegment[];
  /** Missing when the value has no source, as with a property override. */
  position?: Position;
  /** The offending value in JSON, shortened, hidden when its key looks secret. */
  value?: string;
  /** What to do about it. `automatic` when `score fix` does it. */
  fix?: { text: string; automatic: boolean };
}

const PLAIN_SEGMENT = /^[A-Za-z0-9_/@-]+$/;

/**
 * Writes a path as people read it: `containers.web.command[0]`. A key with a
 * dot or a space is quoted.
 *
 * @public
 */
export function formatPath(path: PathSegment[]): string {
  return path.reduce<string>((text, segment) => {
    if (typeof segment === 'number') return `${text}[${segment}]`;
    if (!PLAIN_SEGMENT.test(segment)) {
      return `${text}[${JSON.stringify(segment)}]`;
    }
    return text ? `${text}.${segment}` : segment;
  }, '');
}

/**
 * The segments of a JSON pointer into a value, with numbers where it leads through a list.
 *
 * @public
 */
export function pointerPath(pointer: string, root: unknown): PathSegment[] {
  const path: PathSegment[] = [];
  let at = root;
  for (const raw of pointer.split('/').slice(1)) {
    const key = raw.replace(/~1/g, '/').replace(/~0/g, '~');
    path.push(Array.isArray(at) ? Number(key) : key);
    at = (at as Record<string, unknown> | undefined)?.[key];
  }
  return path;
}

/**
 * Whether any finding is an error.
 *
 * @public
 */
export function hasErrors(diagnostics: Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}

/** Orders findings by file, position, path and code, and drops exact repeats. */
export function sortDiagnostics(diagnostics: Diagnostic[]): Diagnostic[] {
  const seen = new Map<string, Diagnostic>();
  for (const diagnostic of diagnostics) {
    const key = JSON.stringify([
      diagnostic.position?.file ?? diagnostic.workload ?? '',
      diagnostic.path,
      diagnostic.code,
      diagnostic.message,
    ]);
    if (!seen.has(key)) seen.set(key, diagnostic);
  }
  return [...seen.values()].sort(comparePlace);
}

function comparePlace(a: Diagnostic, b: Diagnostic): number {
  return (
    compareText(a.position?.file ?? '', b.position?.file ?? '') ||
    (a.position?.line ?? 0) - (b.position?.line ?? 0) ||
    (a.position?.column ?? 0) - (b.position?.column ?? 0) ||
    compareText(formatPath(a.path), formatPath(b.path)) ||
    compareText(a.code, b.code)
  );
}

/** Compares by code unit, so that no locale changes an order. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
