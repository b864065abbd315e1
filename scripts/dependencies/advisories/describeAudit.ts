import { describe } from '../describe.ts';
import type { Audit } from './auditPackages.ts';

const NAMED = 20;

/** What an audit says, and how the command ends: 0 nothing found, 1 found, 2 not checked, or in part. */
export function describeAudit(audit: Audit): { text: string; code: number } {
  const { findings, excepted, notUnderstood, asked, newest } = audit;
  const lines = [
    describe(findings).trimEnd(),
    ...excepted.map(one => `Taken for now: ${one}`),
    ...notUnderstood.slice(0, NAMED).map(one => `Not understood: ${one}`),
    notUnderstood.length > NAMED &&
      `Not understood: ${notUnderstood.length - NAMED} more`,
    asked === 0
      ? 'Nothing was checked: no advisory there speaks of packages of npm'
      : `${findings.length} findings in ${asked} advisories, the newest of ${
          newest?.slice(0, 10) || 'an unknown day'
        }`,
  ];
  return {
    text: lines.filter(Boolean).join('\n'),
    code: codeOf(audit),
  };
}

function codeOf({ findings, notUnderstood, asked }: Audit): number {
  if (findings.length > 0) return 1;
  return asked === 0 || notUnderstood.length > 0 ? 2 : 0;
}
