import { NotAllowedError } from '@backstage/errors';
import {
  ANNOTATION_LOCATION,
  type Entity,
  parseLocationRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import { getLocationForEntity } from '@backstage/plugin-techdocs-node';
import gitUrlParse from 'git-url-parse';
import path from 'node:path';

export interface DocsSources {
  integrations: ScmIntegrationRegistry;
  /** Beginnings of addresses whose pages any entity may show. */
  alsoFrom: string[];
}

const isWithin = (place: string, folder: string) => {
  const way = path.relative(folder, place);
  return !way.startsWith('..') && !path.isAbsolute(way);
};

/**
 * Pages are read with the portal's own account, and an entity says itself where they are: it may name
 * the repository that it came from, and a file of this machine only when it came from one.
 *
 * @throws NotAllowedError for any other place
 */
export function requireOwnDocs(
  entity: Entity,
  { integrations, alsoFrom }: DocsSources,
): void {
  const own = parseLocationRef(
    entity.metadata.annotations?.[ANNOTATION_LOCATION] ?? '',
  );
  const docs = getLocationForEntity(entity, integrations);
  const isAllowed =
    docs.type === 'url'
      ? own.type === 'file' ||
        alsoFrom.some(beginning => docs.target.startsWith(beginning)) ||
        (own.type === 'url' &&
          repositoryOf(docs.target) === repositoryOf(own.target))
      : own.type === 'file' && isWithin(docs.target, path.dirname(own.target));
  if (isAllowed) return;
  throw new NotAllowedError(
    `The pages of ${stringifyEntityRef(entity)} are at ${docs.type}:${
      docs.target
    }, which is not the repository that it came from (${own.type}:${
      own.target
    }). ` +
      'Move them there, or have a platform engineer add the beginning of the address to towpath.docs.alsoFrom',
  );
}

function repositoryOf(address: string): string {
  const { host, port } = new URL(address);
  const { full_name: name } = gitUrlParse(address);
  return `${host || port}/${name}`.toLowerCase();
}
