import { createHash } from 'node:crypto';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  parseEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import type { AskedResource, Resource } from '@towpath/plugin-score-common';
import type { ServiceFact } from './ServiceFacts';

/** Where the entities say that they come from. */
export const LOCATION = 'score:resources';

const LONGEST = 63;

/** What is provided, or what is asked for and provided nowhere yet. */
export type Listed = Resource | AskedResource;

export const isProvided = (one: Listed): one is Resource => 'id' in one;

/** What is asked for and provided nowhere yet has this tag. */
const NOT_PROVIDED = 'not-provided';

/**
 * The entities of resources. Each is named after its service, its environment and itself, and by its id as well where
 * another would have the same name. What is provided nowhere has no environment in its name.
 */
export function toEntities(
  resources: Listed[],
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
  resource: Listed,
  {
    name,
    fact,
    portalUrl,
  }: { name: string; fact: ServiceFact; portalUrl: string },
): Entity {
  const { service, type } = resource;
  const {
    kind: ofKind,
    namespace,
    name: serviceName,
  } = parseEntityRef(service);
  const page = [namespace, ofKind, serviceName].map(encodeURIComponent);
  const { annotations, owner, ...said } = isProvided(resource)
    ? ofProvided(resource, serviceName)
    : ofAsked(resource, serviceName);
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      ...{ name, namespace },
      ...said,
      annotations: {
        [ANNOTATION_LOCATION]: LOCATION,
        [ANNOTATION_ORIGIN_LOCATION]: LOCATION,
        ...annotations,
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

/** What an entity says of itself that is not the same for all. */
interface Said {
  title: string;
  description: string;
  tags?: string[];
  annotations: Record<string, string>;
  owner?: string;
}

function ofProvided(
  { id, type, class: kind, name, environment, owner }: Resource,
  service: string,
): Said {
  return {
    title: `${name} of ${service} in ${environment}`,
    description: `${type} (${kind}), provided from the Score file of ${service}`,
    annotations: {
      'towpath.dev/resource': id,
      'towpath.dev/environment': environment,
    },
    owner,
  };
}

function ofAsked(
  { type, class: kind, name }: AskedResource,
  service: string,
): Said {
  return {
    title: `${name} of ${service}, asked for`,
    description: `${type} (${kind}), asked for in the Score file of ${service} and provided nowhere yet`,
    tags: [NOT_PROVIDED],
    annotations: {},
  };
}

/** Who uses it as well depends on it as well. */
function usersOf(resource: Listed): string[] {
  const { users = [] } = isProvided(resource) ? resource : {};
  return users.map(({ service }) => service);
}

function namesOf(resources: Listed[]): string[] {
  const plain = resources.map(one => {
    const where = isProvided(one) ? [one.environment] : [];
    const { name: service } = parseEntityRef(one.service);
    const text = [service, ...where, one.name].join('-');
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
    return isAlone ? text : withId(text, idOf(resources[index]));
  });
}

function idOf(one: Listed): string {
  return isProvided(one) ? one.id : `${one.service} ${one.uid}`;
}

function withId(text: string, id: string): string {
  const hash = createHash('sha256').update(id).digest('hex').slice(0, 8);
  return `${text
    .slice(0, LONGEST - hash.length - 1)
    .replace(/-$/, '')}-${hash}`;
}
