import { hkdfSync } from 'node:crypto';
import { ConflictError } from '@backstage/errors';
import type { DriverRequest } from '@towpath/plugin-score-node';
import type { Draw } from './renderTemplates';

/** Bytes that nobody can tell without the key: the same for the same words. */
export type Derive = (words: string[]) => Buffer;

/**
 * What templates draw. The same each time, so that a plan shows what is then provided, and a process that dies in between
 * makes nothing twice; what is shared is drawn alike for all that share it.
 *
 * @param derive - absent without a key
 */
export function drawFor(
  { resource, service, environment, settings }: DriverRequest,
  derive: Derive | undefined,
): Draw {
  return template => {
    const words =
      template === 'shared'
        ? [service.ref, environment.name, String(settings.uri)]
        : [resource.id];
    let drawn = 0;
    return count => {
      if (!derive) {
        throw new ConflictError(
          'what it draws at random cannot be kept: the platform team has to set score.secrets.keys',
        );
      }
      const seed = derive(['provisioners', template, ...words]);
      drawn += 1;
      return expand(seed, drawn, count);
    };
  };
}

/** More than a derivation gives at once is made of several. */
function expand(seed: Buffer, drawn: number, count: number): Uint8Array {
  const most = 255 * 32;
  const parts = Array.from({ length: Math.ceil(count / most) }, (_, at) =>
    hkdfSync(
      'sha256',
      seed,
      '',
      `${drawn}/${at}`,
      Math.min(most, count - at * most),
    ),
  );
  return new Uint8Array(Buffer.concat(parts.map(part => Buffer.from(part))));
}
