import type { Deployment } from '@towpath/plugin-environment-common';
import { shortVersion } from './shortVersion';

/** "1.4.2 was rolled back here": what is known against the version that could come next. */
export function describeSetback({
  version,
  what,
}: NonNullable<Deployment['setback']>): string {
  const did = what === 'failed' ? 'failed here' : 'was rolled back here';
  return `${shortVersion(version)} ${did}`;
}
