import type { DriverRequest } from '@towpath/plugin-score-node';

const LONGEST = 63;
const ID_LENGTH = 12;

/**
 * The stack of a resource, such as `orders-dev-0198f2c4ab12`: from what stays, so that whatever died meanwhile the next
 * call finds the same one.
 */
export function stackKey({
  service,
  environment,
  resource,
}: Pick<DriverRequest, 'service' | 'environment' | 'resource'>): string {
  // Of a UUID of version 7 the beginning is the time, and the end what nobody else has.
  const id = resource.id.replaceAll('-', '').slice(-ID_LENGTH);
  const words = `${service.name}-${environment.name}`
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .slice(0, LONGEST - ID_LENGTH - 1)
    .replace(/^-+|-+$/g, '');
  return `${words}-${id}`;
}
