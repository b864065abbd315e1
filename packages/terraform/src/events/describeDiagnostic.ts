import type { Diagnostic } from './types';

/** `Error: summary (main.tf:3): detail`, on one line or several as the detail has them. */
export function describeDiagnostic(diagnostic: Diagnostic): string {
  const { severity, summary, detail, place, address } = diagnostic;
  const word = severity === 'error' ? 'Error' : 'Warning';
  const where = [place && `${place.file}:${place.line}`, address]
    .filter(Boolean)
    .join(', ');
  return `${word}: ${summary}${where && ` (${where})`}${
    detail ? `: ${detail}` : ''
  }`;
}
