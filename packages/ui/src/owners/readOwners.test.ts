import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { readOwners } from './readOwners';

const entity = (kind: string, name: string, more: object) => ({
  ...{ apiVersion: 'backstage.io/v1alpha1', kind },
  metadata: { namespace: 'default', name, ...more },
});

const ownedBy = (name: string, targetRef: string) => ({
  ...entity('Component', name, {}),
  relations: [{ type: 'ownedBy', targetRef }],
});

it('calls an owner as the catalog does, also one that is not in it, and each once', async () => {
  const catalog = catalogApiMock({
    entities: [
      ownedBy('shop', 'group:default/team-b'),
      ownedBy('cart', 'group:default/team-b'),
      ownedBy('old', 'user:default/gone'),
      ownedBy('new', 'group:default/team-a'),
      entity('Group', 'team-b', { title: 'Buying' }),
      entity('Group', 'team-a', {}),
    ],
  });
  expect(await readOwners(catalog)).toEqual([
    { value: 'group:default/team-b', words: 'Buying' },
    { value: 'group:default/team-a', words: 'team-a' },
    { value: 'user:default/gone', words: 'user:gone' },
  ]);
});
