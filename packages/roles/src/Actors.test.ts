import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { Actors, mayChange } from './Actors';

const ADA = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'ada', namespace: 'default' },
  relations: [
    { type: 'memberOf', targetRef: 'group:default/team-finance' },
    { type: 'ownerOf', targetRef: 'group:default/platform-team' },
  ],
};
const LINUS = {
  ...ADA,
  metadata: { name: 'linus', namespace: 'default' },
  relations: [{ type: 'memberOf', targetRef: 'group:default/platform-team' }],
};

const actors = new Actors({
  auth: mockServices.auth(),
  catalog: catalogServiceMock({ entities: [ADA, LINUS] }),
  platformEngineers: new Set(['group:default/platform-team']),
});
const find = (name: string) =>
  actors.find(mockCredentials.user(`user:default/${name}`));

describe('somebody who asks', () => {
  it('is their groups too, and nothing that they only own', async () => {
    expect(await find('ada')).toEqual({
      ref: 'user:default/ada',
      ownershipEntityRefs: ['user:default/ada', 'group:default/team-finance'],
      isPlatformEngineer: false,
    });
  });

  it('is of no group once the catalog does not know them', async () => {
    expect(await find('gone')).toMatchObject({
      ownershipEntityRefs: ['user:default/gone'],
      isPlatformEngineer: false,
    });
  });

  it('may be a service, which is of no group', async () => {
    expect(
      await actors.find(mockCredentials.service('external:scripts')),
    ).toEqual({
      ref: 'external:scripts',
      ownershipEntityRefs: ['external:scripts'],
      isPlatformEngineer: false,
    });
  });

  it.each([
    ['ada', 'group:default/team-finance', true],
    ['ada', 'Group:default/Team-Finance', true],
    ['ada', 'user:default/ada', true],
    ['ada', 'group:default/team-identity', false],
    ['ada', 'group:other/team-finance', false],
    ['linus', 'group:default/team-identity', true],
    ['gone', 'group:default/team-finance', false],
  ])('as %s changes what belongs to %s: %s', async (name, owner, allowed) => {
    expect(mayChange(await find(name), owner)).toBe(allowed);
  });
});
