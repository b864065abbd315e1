import type { ScoreDiagnostic } from './api/client';

/**
 * Where a finding stands: `score.prod.yaml line 3` in what is laid over a Score file, `line 3` in that; empty where it is
 * about the whole.
 */
export function lineOf({
  file,
  line,
}: Pick<ScoreDiagnostic, 'file' | 'line'>): string {
  return [file, line && `line ${line}`].filter(Boolean).join(' ');
}
