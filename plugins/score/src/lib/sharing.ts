import { serviceName } from '@towpath/plugin-environment-common';
import type { Resource, ScoreService } from '@towpath/plugin-score-common';

type Place = ScoreService['environments'][number];

/** What a service has in an environment, and what it uses there of others. */
export const hasOrUses = ({ resources, uses = [] }: Place): Resource[] => [
  ...resources,
  ...uses,
];

/** The service whose it is, where that is another one. */
export function ownedByAnother(
  { service }: Pick<Resource, 'service'>,
  of: string,
): string | undefined {
  return service === of ? undefined : service;
}

/** "used by worker, orders"; undefined where nobody else uses it. */
export function usedBy({ users = [] }: Pick<Resource, 'users'>) {
  if (users.length === 0) return undefined;
  return `used by ${users
    .map(({ service }) => serviceName(service))
    .join(', ')}`;
}
