import type { Request } from 'express';
import { notFound } from '../../errors.ts';
import { checkedPath } from '../../git/names.ts';
import { resolveCommit } from '../../git/objects.ts';
import type { Host } from '../../host.ts';
import type { Repository } from '../../store/RepositoryStore.ts';

/** A place in a repository, as an address names it. */
export interface Place {
  repository: Repository;
  kind: 'branch' | 'commit' | 'tag';
  ref: string;
  commit: string;
  /** `''` is the root. */
  path: string;
}

/**
 * Reads `<ref>/<path>`, where both may hold slashes: the shortest start that is a ref is the ref.
 * @throws RequestError 404 when none is
 */
export async function locate(
  host: Host,
  request: Request,
  kind: Place['kind'],
  rest: string,
): Promise<Place> {
  const repository = host.repositories.get(request.params.repository);
  const parts = rest.replace(/\/+$/, '').split('/');
  for (let end = 1; end <= parts.length; end++) {
    const ref = parts.slice(0, end).join('/');
    const full = {
      branch: `refs/heads/${ref}`,
      tag: `refs/tags/${ref}`,
      commit: ref,
    }[kind];
    const commit = await resolveCommit(host.git, repository.gitDir, full);
    if (!commit) continue;
    const path = parts.slice(end).join('/');
    return { repository, kind, ref, commit, path: path && checkedPath(path) };
  }
  throw notFound(`${repository.name} has no ${kind} "${parts[0]}".`);
}
