import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  EnvironmentApiClient,
  type KnownName,
} from '@towpath/plugin-environment-common';
import { ApplicationOwners } from '@towpath/plugin-environment-node';
import { Actors } from '@towpath/roles';
import { ApplicationGuard } from '../owners/ApplicationGuard';
import { CreationGuard } from '../owners/CreationGuard';

const person = (name: string, group: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name, namespace: 'default' },
  relations: [{ type: 'memberOf', targetRef: `group:default/${group}` }],
});

/** Ada and Grace are of Finance, Kwame of Commerce, Linus of the platform team. */
const PEOPLE = [
  person('ada', 'finance'),
  person('grace', 'finance'),
  person('kwame', 'commerce'),
  person('linus', 'platform-team'),
];

/** As the catalog has it. */
export function component(
  name: string,
  owner?: string,
  more: { namespace?: string; annotations?: Record<string, string> } = {},
): Entity {
  const { namespace = 'default', annotations = {} } = more;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace, annotations },
    spec: { type: 'service', lifecycle: 'production', owner },
  };
}

export const environment = (name: string, argocd: object = {}): Entity => ({
  apiVersion: 'towpath.dev/v1alpha1',
  kind: 'Environment',
  metadata: { name, namespace: 'default' },
  spec: {
    type: 'kubernetes',
    owner: 'platform-team',
    tier: 'production',
    argocd,
  } as Entity['spec'],
});

/** What the environment plugin answers about names that it has heard before, as HTTP. */
function environmentWith(names: KnownName[] | 'no answer') {
  const answer = async (url: string) => {
    const ref = url.replace(/^.*known-names\/(.+?)\//, '$1:');
    const isThere = names !== 'no answer';
    const known = isThere && names.find(one => one.ref === ref);
    const error = { name: 'Error', message: 'nobody knows it' };
    const status = isThere ? 404 : 503;
    return known
      ? Response.json(known)
      : Response.json({ error, response: { statusCode: status } }, { status });
  };
  return {
    as: () =>
      new EnvironmentApiClient({
        discoveryApi: { getBaseUrl: async () => 'http://portal.example' },
        fetchApi: { fetch: async input => answer(String(input)) },
      }),
  };
}

/**
 * Who may what, by a catalog with these entities and the people, and the names that were heard before.
 * Without entities, or names, the one that has them does not answer.
 */
export function guardsWith(
  entities: Entity[] | undefined,
  names: KnownName[] | 'no answer' = [],
) {
  const auth = mockServices.auth();
  const known = catalogServiceMock({
    entities: [...PEOPLE, ...(entities ?? [])],
  });
  const fail = async () => {
    throw new Error('503 from the catalog');
  };
  const catalog = entities
    ? known
    : Object.assign(known, {
        getEntityByRef: fail,
        async *streamEntities() {
          yield await fail();
        },
      });
  const owners = new ApplicationOwners({
    auth,
    catalog,
    environment: environmentWith(names),
  });
  const platformEngineers = new Set(['group:default/platform-team']);
  const actors = new Actors({ auth, catalog, platformEngineers });
  return {
    guard: new ApplicationGuard({ owners, actors }),
    creation: new CreationGuard({ auth, catalog, owners, actors }),
  };
}
