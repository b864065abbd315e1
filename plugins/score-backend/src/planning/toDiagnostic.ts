import { formatPath, type Diagnostic } from '@towpath/score';
import type { ScoreDiagnostic } from '@towpath/plugin-score-common';

/** A finding of the library as the API answers it. */
export function toDiagnostic({
  severity,
  code,
  message,
  path,
  position,
  fix,
}: Diagnostic): ScoreDiagnostic {
  return {
    severity,
    code,
    message,
    ...(path.length > 0 && { path: formatPath(path) }),
    ...(position?.file !== undefined && { file: position.file }),
    ...(position && { line: position.line, column: position.column }),
    ...(fix && { fix: fix.text }),
  };
}
