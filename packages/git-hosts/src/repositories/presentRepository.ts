import type { Repository } from '../GitHost';
import { notUnderstood } from '../http/failures';
import type { HostPlace } from '../location/HostedRepository';

/** The fields that Gitea and GitHub answer alike. */
export interface RepositoryAnswer {
  name?: string;
  description?: string | null;
  html_url?: string;
  default_branch?: string;
}

/** @param pageUrl where the host names none. @throws when it is none */
export function presentRepository(
  place: HostPlace,
  answer: RepositoryAnswer | null,
  pageUrl?: string,
): Repository {
  const { name, description, html_url, default_branch } = answer ?? {};
  const url = html_url ?? pageUrl;
  if (!name || !url) throw notUnderstood(place, 'a repository');
  return {
    name,
    description: description ?? '',
    url,
    ...(default_branch && { defaultBranch: default_branch }),
  };
}

/** All hosts send on from the old name of a repository to the one that had it: that is another one. */
export function unlessRenamed<T>(
  found: T,
  { now, wanted }: { now: string; wanted: string },
): T | undefined {
  return now.toLowerCase() === wanted.toLowerCase() ? found : undefined;
}
