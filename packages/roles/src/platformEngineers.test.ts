import { ConfigReader } from '@backstage/config';
import {
  isPlatformEngineer,
  readPlatformEngineerGroups,
} from './platformEngineers';

function groupsFrom(platformEngineers?: string[]) {
  return readPlatformEngineerGroups(
    new ConfigReader({ towpath: { roles: { platformEngineers } } }),
  );
}

const linus = {
  userEntityRef: 'user:default/linus',
  ownershipEntityRefs: ['user:default/linus', 'group:default/platform-team'],
};

describe('platform engineers', () => {
  it('are the platform team when nothing is configured', () => {
    expect(isPlatformEngineer(linus, groupsFrom())).toBe(true);
  });

  it('are nobody when the list is empty', () => {
    expect(isPlatformEngineer(linus, groupsFrom([]))).toBe(false);
  });

  it.each(['platform-team', 'Group:Default/Platform-Team'])(
    'match a group written as %s',
    ref => {
      expect(isPlatformEngineer(linus, groupsFrom([ref]))).toBe(true);
    },
  );

  it.each(['user:default/linus', 'group:default/', 'a:b/c/d'])(
    'cannot be %j: the message names key, value and way out',
    ref => {
      expect(() => groupsFrom([ref])).toThrow(
        `towpath.roles.platformEngineers holds '${ref}', which is not a group; write it as group:default/<name>`,
      );
    },
  );
});
