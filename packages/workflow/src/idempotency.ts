import { CustomErrorBase } from '@backstage/errors';
import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';

/** A key that a caller gave to a request, bound to what the request says. */
export interface IdempotencyKey {
  key: string;
  /** SHA-256 of the request in hexadecimal, whatever the order of its fields. */
  digest: string;
}

/** A key came again with another request. Answered as 422. */
export class KeyReusedError extends CustomErrorBase {
  name = 'KeyReusedError' as const;
  readonly statusCode = 422;
}

/** Undefined without a key: such a request begins anew each time. */
export function bindKey(
  key: string | undefined,
  request: object,
): IdempotencyKey | undefined {
  if (key === undefined) return undefined;
  // Through JSON, so that a field that is undefined is one that is not there.
  const text = canonicalize(JSON.parse(JSON.stringify(request)))!;
  return { key, digest: createHash('sha256').update(text).digest('hex') };
}

/**
 * What a key began before is answered to the same request only. Rows from before digests were kept
 * have none, and are answered as they were then.
 *
 * @throws KeyReusedError
 */
export function requireSameRequest(
  { key, digest }: IdempotencyKey,
  earlier: { id: string; request_digest: string | null },
): void {
  if (earlier.request_digest === null) return;
  if (earlier.request_digest === digest) return;
  throw new KeyReusedError(
    `The idempotency key "${key}" came with another request before, which began ${earlier.id}: take a new key for this one, or send the same request again`,
  );
}
