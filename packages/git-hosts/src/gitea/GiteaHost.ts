import type { GitHost } from '../GitHost';
import type { OpenDoor } from '../http/openDoor';
import { DefaultPullRequests } from '../pulls/DefaultPullRequests';
import { GiteaFiles } from './GiteaFiles';
import { GiteaPulls } from './GiteaPulls';
import { GiteaRepositories } from './GiteaRepositories';

/** Gitea, or Forgejo, by its REST API. */
export function createGiteaHost(open: OpenDoor): GitHost {
  return {
    repositories: new GiteaRepositories(open),
    files: new GiteaFiles(open),
    pullRequests: new DefaultPullRequests(new GiteaPulls(open)),
  };
}
