import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';
import type { TaskRequest } from './TaskRequest';
import type { RequiredApproval } from './Judgement';

/**
 * What an approval is for: this template as it is now, this input, for these who have to agree.
 *
 * @param files digest of what the template fetches
 * @param salt random and kept sealed, so that nobody finds a secret by trying what gives the digest
 */
export function digestOf(
  { template, values, secrets, retries }: TaskRequest,
  { approvals, files }: { approvals: RequiredApproval[]; files: string },
  salt: string,
): string {
  const { ref, spec } = template;
  const asked = { ref, spec, values, secrets, retries, approvals, files, salt };
  // Through JSON, so that a field that is undefined is one that is not there.
  const text = canonicalize(JSON.parse(JSON.stringify(asked))) ?? '';
  return createHash('sha256').update(text).digest('hex');
}
