import type { BackstageUserInfo } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

const PLATFORM_ENGINEERS_KEY = 'towpath.roles.platformEngineers';
const DEFAULT_PLATFORM_ENGINEERS = ['group:default/platform-team'];

/**
 * The groups whose members are platform engineers, as full entity refs (`group:default/name`).
 * @throws InputError that names the key and the value when an entry is no reference to a group.
 */
export function readPlatformEngineerGroups(config: Config): Set<string> {
  const refs =
    config.getOptionalStringArray(PLATFORM_ENGINEERS_KEY) ??
    DEFAULT_PLATFORM_ENGINEERS;
  return new Set(refs.map(toGroupRef));
}

/** Whether one of the person's ownership refs is a platform engineers' group. */
export function isPlatformEngineer(
  user: Pick<BackstageUserInfo, 'ownershipEntityRefs'>,
  groups: ReadonlySet<string>,
): boolean {
  return user.ownershipEntityRefs.some(ref =>
    groups.has(ref.toLocaleLowerCase('en-US')),
  );
}

function toGroupRef(ref: string): string {
  const group = parseGroup(ref);
  if (group?.kind.toLocaleLowerCase('en-US') !== 'group') {
    throw new InputError(
      `${PLATFORM_ENGINEERS_KEY} holds '${ref}', which is not a group; write it as group:default/<name>`,
    );
  }
  return stringifyEntityRef(group);
}

function parseGroup(ref: string) {
  try {
    return parseEntityRef(ref, {
      defaultKind: 'group',
      defaultNamespace: 'default',
    });
  } catch {
    return undefined;
  }
}
