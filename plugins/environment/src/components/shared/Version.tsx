import { shortVersion } from '../../lib/shortVersion';

/** A version as people say it; the whole one is in the title. */
export function Version({ of }: { of: string }) {
  return <span title={of}>{shortVersion(of)}</span>;
}
