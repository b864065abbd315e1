import type { Diagnostic } from '../diagnostics/diagnostic';
import { compareText, formatPath } from '../diagnostics/diagnostic';

/**
 * Findings as a SARIF 2.1.0 log, which code hosts show beside the lines.
 *
 * @public
 */
export function toSarif(
  diagnostics: Diagnostic[],
  { version }: { version: string },
): object {
  const codes = [...new Set(diagnostics.map(({ code }) => code))];
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'score',
            version,
            informationUri: 'https://docs.score.dev/',
            rules: codes.sort(compareText).map(id => ({ id })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map(toResult),
      },
    ],
  };
}

function toResult({
  code,
  severity,
  message,
  fix,
  path,
  position,
}: Diagnostic) {
  return {
    ruleId: code,
    level: severity,
    message: { text: fix ? `${message}. Fix: ${fix.text}` : message },
    locations: [
      {
        ...(position
          ? {
              physicalLocation: {
                artifactLocation: { uri: toUri(position.file ?? '') },
                region: {
                  startLine: position.line,
                  startColumn: position.column,
                  endLine: position.endLine,
                  endColumn: position.endColumn,
                },
              },
            }
          : {}),
        logicalLocations: [{ fullyQualifiedName: formatPath(path) || '.' }],
      },
    ],
  };
}

function toUri(file: string): string {
  return file
    .replaceAll('\\', '/')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
}
