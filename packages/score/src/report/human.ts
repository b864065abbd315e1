import type { Diagnostic, Severity } from '../diagnostics/diagnostic';
import { formatPath } from '../diagnostics/diagnostic';

/**
 * How a piece of text is marked; colour on a terminal, nothing elsewhere.
 *
 * @public
 */
export type Paint = (style: PaintStyle, text: string) => string;

/** @public */
export type PaintStyle = 'red' | 'yellow' | 'blue' | 'green' | 'bold' | 'dim';

const PLAIN: Paint = (_, text) => text;

const STYLE: Record<Severity, PaintStyle> = {
  error: 'red',
  warning: 'yellow',
  note: 'blue',
};

/**
 * Findings for people: place, severity, message, and the way out below it.
 *
 * @public
 */
export function formatHuman(
  diagnostics: Diagnostic[],
  { file = '', paint = PLAIN }: { file?: string; paint?: Paint } = {},
): string {
  return diagnostics
    .map(diagnostic => formatOne(diagnostic, file, paint))
    .join('\n');
}

function formatOne(diagnostic: Diagnostic, file: string, paint: Paint): string {
  const { severity, message, code, fix, value } = diagnostic;
  const place = paint('bold', placeOf(diagnostic, file));
  const lines = [
    `${place} ${paint(STYLE[severity], severity)} ${message} ${paint(
      'dim',
      `(${code})`,
    )}`,
  ];
  const path = formatPath(diagnostic.path);
  if (path && !message.includes(path)) lines.push(`    at ${path}`);
  if (value !== undefined && !message.includes(value)) {
    lines.push(`    value: ${value}`);
  }
  if (fix) lines.push(`    ${paint('green', 'fix:')} ${fix.text}`);
  return lines.join('\n');
}

function placeOf({ position }: Diagnostic, file: string): string {
  const name = position?.file ?? file;
  if (!position) return `${name}:`;
  return `${name}:${position.line}:${position.column}:`;
}
