import { InputError } from '@backstage/errors';
import type { Redactor } from '@towpath/redact';
import { describeDiagnostic } from '../events/describeDiagnostic';
import type { RunEnding } from './types';

/** Why a command did not succeed, in Terraform's words without secrets. */
export function explainEnding(
  name: string,
  ending: RunEnding,
  redactor: Redactor,
): InputError {
  const complaints = ending.diagnostics
    .filter(one => one.severity === 'error')
    .map(describeDiagnostic);
  const reason =
    complaints.join('\n') || `it ended as ${ending.outcome} without a reason`;
  return new InputError(
    redactor.text(`terraform ${name} did not succeed: ${reason}`),
  );
}
