import type { Diagnostic } from '@codemirror/lint';
import type { Text } from '@codemirror/state';
import type { ScoreDiagnostic } from '@towpath/plugin-score-common';

const SEVERITIES = {
  error: 'error',
  warning: 'warning',
  note: 'info',
} as const;

const isOfText = ({ file }: ScoreDiagnostic) => file === undefined;

/**
 * Findings where an editor marks them: from their column to the end of the line, or the whole line. One without a line,
 * or with one that the text no longer has, stands at the nearest. What is in
 * another file is left out.
 *
 * @param text - as it is now; it may have changed since it was looked at.
 */
export function toEditorFindings(
  findings: ScoreDiagnostic[],
  text: Text,
): Diagnostic[] {
  return findings
    .filter(isOfText)
    .map(({ severity, message, fix, line = 1, column = 1 }) => {
      const { from, to } = text.line(Math.min(Math.max(line, 1), text.lines));
      return {
        from: Math.min(from + column - 1, to),
        to,
        severity: SEVERITIES[severity],
        message: fix ? `${message}\n${fix}` : message,
      };
    });
}
