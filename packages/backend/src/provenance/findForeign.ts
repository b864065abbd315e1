import {
  ANNOTATION_SOURCE_LOCATION,
  type Entity,
} from '@backstage/catalog-model';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import { isWithin, readSourcePlace } from '@towpath/gitops';

const TECHDOCS = 'backstage.io/techdocs-ref';
const PLACEHOLDERS = ['$text', '$json', '$yaml', '$openapi', '$asyncapi'];

/**
 * What an entity has the portal read that is not of the repository it comes from: docs, and files that are
 * put into it. The portal reads private repositories, and shows what it read to everybody.
 *
 * @param location - address of the file that the entity is in
 * @returns one sentence each, with the field, its value and the way out
 */
export function findForeign(
  entity: Entity,
  location: string,
  integrations: ScmIntegrationRegistry,
): string[] {
  const { annotations = {} } = entity.metadata;
  const said = annotations[ANNOTATION_SOURCE_LOCATION];
  const docs = annotations[TECHDOCS];
  const isForeign = (address: string) => !isOfSame(address, location);
  const problems: string[] = [];
  if (said && !said.startsWith('url:')) {
    problems.push(
      `${ANNOTATION_SOURCE_LOCATION} is "${said}". Write url: and the address of the source, or leave it out`,
    );
  } else if (docs) {
    const base = said?.slice('url:'.length) ?? location;
    const address = addressOf(docs, base, integrations);
    if (!address || isForeign(address)) {
      problems.push(
        `${TECHDOCS} is "${docs}", which leads out of the repository that the entity comes from. Keep docs in it, and write dir:.`,
      );
    }
  }
  return [
    ...problems,
    ...placeholdersIn(entity, '').flatMap(({ path, url }) => {
      const address = resolve(url, location, integrations);
      const isOpen = address && !integrations.byUrl(address);
      return address && (isOpen || !isForeign(address))
        ? []
        : [
            `${path} is "${url}", which leads out of the repository that the entity comes from. Keep the file in it`,
          ];
    }),
  ];
}

/** As TechDocs understands it; undefined for what it does not. */
function addressOf(
  reference: string,
  base: string,
  integrations: ScmIntegrationRegistry,
): string | undefined {
  const [, kind, target] = /^(url|dir):(.+)$/.exec(reference) ?? [];
  if (kind === 'url') return target;
  return target && resolve(target, base, integrations);
}

function resolve(
  url: string,
  base: string,
  integrations: ScmIntegrationRegistry,
): string | undefined {
  try {
    return integrations.resolveUrl({ url, base });
  } catch {
    return undefined;
  }
}

function isOfSame(address: string, location: string): boolean {
  const [place, own] = [readSourcePlace(address), readSourcePlace(location)];
  return Boolean(place && own && isWithin(place, { ...own, path: '' }));
}

function placeholdersIn(
  value: unknown,
  path: string,
): { path: string; url: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const below = path ? `${path}.${key}` : key;
    return PLACEHOLDERS.includes(key) && typeof inner === 'string'
      ? [{ path: below, url: inner }]
      : placeholdersIn(inner, below);
  });
}
