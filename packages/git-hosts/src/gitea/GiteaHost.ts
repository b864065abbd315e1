import type { GitHost } from '../GitHost';
import type { OpenDoor } from '../http/openDoor';
import { DefaultPullRequests } from '../pulls/DefaultPullRequests';
import { giteaFiles } from './giteaFiles';
import { giteaLine } from './giteaLine';
import { giteaPulls } from './giteaPulls';
import { giteaRepositories } from './giteaRepositories';

/** Gitea, or Forgejo, by its REST API. */
export function createGiteaHost(open: OpenDoor): GitHost {
  const line = giteaLine(open);
  return {
    repositories: giteaRepositories(line),
    files: giteaFiles(line),
    pullRequests: new DefaultPullRequests(giteaPulls(line)),
  };
}
