import { createHash } from 'node:crypto';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  parseEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import type { Resource } from '@towpath/plugin-score-common';
import type { ServiceFact } from './ServiceFacts';

/** Where the entities say that they come from. */
export const LOCATION = 'score:resources';

const LONGEST = 63;

/**
 * The entities of resources. Each is named after its service, its environment and itself, and by its id as well where
 * another would have the same name.
 */
export function toEntities(
  resources: Resource[],
  {
    facts,
    portalUrl,
  }: { facts: ReadonlyMap<string, ServiceFact>; portalUrl: string },
): Entity[] {
  const names = namesOf(resources);
  return resources.map((resource, index) =>
    toEntity(resource, {
      name: names[index],
      portalUrl,
      fact: facts.get(resource.service) ?? {},
    }),
  );
}

function toEntity(
  resource: Resource,
  {
    name,
    fact,
    portalUrl,
  }: { name: string; fact: ServiceFact; portalUrl: string },
): Entity {
  const { id, service, owner, environment, type, name: own } = resource;
  const {
    kind: ofKind,
    namespace,
    name: serviceName,
  } = parseEntityRef(service);
  const page = [namespace, ofKind, serviceName].map(encodeURIComponent);
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      ...{ name, namespace },
      title: `${own} of ${serviceName} in ${environment}`,
      description: `${type} (${resource.class}), provided from the Score file of ${serviceName}`,
      annotations: {
        [ANNOTATION_LOCATION]: LOCATION,
        [ANNOTATION_ORIGIN_LOCATION]: LOCATION,
        'towpath.dev/resource': id,
        'towpath.dev/environment': environment,
      },
      links: [
        {
          url: `${portalUrl}/catalog/${page.join('/')}/resources`,
          title: `Resources of ${serviceName}`,
        },
      ],
    },
    spec: {
      type,
      owner: fact.owner ?? owner ?? 'unknown',
      ...(fact.system && { system: fact.system }),
      dependencyOf: [service, ...usersOf(resource)],
    },
  };
}

/** Who uses it as well depends on it as well. */
function usersOf({ users = [] }: Resource): string[] {
  return users.map(({ service }) => service);
}

function namesOf(resources: Resource[]): string[] {
  const plain = resources.map(({ service, environment, name }) => {
    const text = `${parseEntityRef(service).name}-${environment}-${name}`;
    return text.replace(/[^a-zA-Z0-9]+/g, '-').replace(/^-|-$/g, '');
  });
  const counts = new Map<string, number>();
  const keys = resources.map(
    ({ service }, index) =>
      `${parseEntityRef(service).namespace}/${plain[index].toLowerCase()}`,
  );
  keys.forEach(key => counts.set(key, (counts.get(key) ?? 0) + 1));
  return plain.map((text, index) => {
    const isAlone = counts.get(keys[index]) === 1 && text.length <= LONGEST;
    return isAlone ? text : withId(text, resources[index].id);
  });
}

function withId(text: string, id: string): string {
  const hash = createHash('sha256').update(id).digest('hex').slice(0, 8);
  return `${text
    .slice(0, LONGEST - hash.length - 1)
    .replace(/-$/, '')}-${hash}`;
}
