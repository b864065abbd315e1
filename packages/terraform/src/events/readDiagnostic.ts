import { compact, readNumber, readObject, readText } from '../json/read';
import type { Diagnostic, SourcePlace } from './types';

/** A diagnostic by the members that are safe to show: without `snippet`, which repeats code and values. */
export function readDiagnostic(raw: unknown, fallback = ''): Diagnostic {
  const json = readObject(raw);
  return compact({
    severity:
      json.severity === 'warning' ? ('warning' as const) : ('error' as const),
    summary: readText(json.summary) ?? fallback,
    detail: readText(json.detail) || undefined,
    address: readText(json.address),
    place: readPlace(json.range),
  });
}

function readPlace(raw: unknown): SourcePlace | undefined {
  const range = readObject(raw);
  const file = readText(range.filename);
  const start = readObject(range.start);
  const line = readNumber(start.line);
  if (file === undefined || line === undefined) return undefined;
  return compact({ file, line, column: readNumber(start.column) });
}
