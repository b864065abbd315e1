import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  EnvironmentApiClient,
  type EnvironmentSummary,
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

/** What the environment plugin knows. */
export interface Portal {
  /** Names that it has heard before. */
  names?: KnownName[];
  /** Gates of environments. */
  environments?: Pick<EnvironmentSummary, 'name' | 'gates' | 'freeze'>[];
}

/** The environment plugin as it answers over HTTP. */
function environmentWith(portal: Portal | 'no answer') {
  const answer = (status: number, body: object) =>
    Response.json(body, { status });
  const refuse = (statusCode: number) =>
    answer(statusCode, {
      error: { name: 'Error', message: 'not known' },
      response: { statusCode },
    });
  const get = async (url: string) => {
    if (portal === 'no answer') return refuse(503);
    const { names = [], environments = [] } = portal;
    if (url.endsWith('/environments')) {
      return answer(200, { items: environments });
    }
    const ref = url.replace(/^.*known-names\/(.+?)\//, '$1:');
    const known = names.find(one => one.ref === ref);
    return known ? answer(200, known) : refuse(404);
  };
  return {
    as: () =>
      new EnvironmentApiClient({
        discoveryApi: { getBaseUrl: async () => 'http://portal.example' },
        fetchApi: { fetch: async input => get(String(input)) },
      }),
  };
}

/**
 * Who may what, by a catalog with these entities and the people, and by what the environment plugin knows.
 * Without entities the catalog does not answer.
 */
export function guardsWith(
  entities: Entity[] | undefined,
  portal: Portal | 'no answer' = {},
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
  const asked = environmentWith(portal);
  const owners = new ApplicationOwners({
    auth,
    catalog,
    environment: asked,
  });
  const platformEngineers = new Set(['group:default/platform-team']);
  const actors = new Actors({ auth, catalog, platformEngineers });
  return {
    guard: new ApplicationGuard({
      auth,
      environment: asked,
      owners,
      actors,
    }),
    creation: new CreationGuard({
      auth,
      catalog,
      environment: asked,
      owners,
      actors,
    }),
  };
}
