import { createHash } from 'node:crypto';
import type { Comparison } from '@towpath/plugin-environment-common';
import canonicalize from 'canonicalize';

/** What a person agrees to. Ages, states of gates and base commits are not among it: they move. */
export interface Agreed {
  /** Entity reference of the service. */
  what: string;
  from: string;
  to: string;
  version: string;
  /** The version in `to`; absent when nothing runs there. */
  current?: string;
  edits: Comparison['edits'];
  /** Digest of what would be provided first; absent where nothing is. */
  needs?: string;
}

/** SHA-256 of what a promotion would change, in hexadecimal. An approval holds for it alone. */
export function digestOf({ current, edits, ...rest }: Agreed): string {
  const text = canonicalize({
    ...rest,
    current: current ?? null,
    edits: edits.map(({ repository, file, path, before, after }) => ({
      repository,
      file,
      path,
      before: before ?? null,
      after,
    })),
  });
  return createHash('sha256').update(text!).digest('hex');
}
