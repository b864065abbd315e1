import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Answer } from './Observed';

/** What accepting a difference is for: what was found, and not when. */
export function observationDigest({
  status,
  differences,
}: Pick<Answer, 'status' | 'differences'>): string {
  const shown = canonicalize({ status, differences }) ?? '';
  return createHash('sha256').update(shown).digest('hex');
}
