import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { PlanBody } from './Draft';

/**
 * What an approval is for: what would be done, and nothing of how it is told. Prices, notes and where the file is may
 * change.
 */
export function digestOf(
  body: Pick<PlanBody, 'service' | 'environment' | 'resources' | 'files'>,
): string {
  const { service, environment, resources, files } = body;
  const shown = canonicalize({
    service,
    environment,
    resources: resources.map(one => {
      const { id, uid, definition, driver, action, changes, imports } = one;
      return {
        ...{ id, uid, definition, driver, action, changes },
        imports: imports?.what,
      };
    }),
    files: files.map(({ file, before, after }) => ({ file, before, after })),
  });
  return createHash('sha256')
    .update(shown ?? '')
    .digest('hex');
}
