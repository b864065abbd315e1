import type { GitHost } from '../GitHost';
import type { OpenDoor } from '../http/openDoor';
import { DefaultPullRequests } from '../pulls/DefaultPullRequests';
import { GitlabFiles } from './GitlabFiles';
import { GitlabPulls } from './GitlabPulls';
import { GitlabRepositories } from './GitlabRepositories';

/** GitLab by its REST API. */
export function createGitlabHost(open: OpenDoor): GitHost {
  return {
    repositories: new GitlabRepositories(open),
    files: new GitlabFiles(open),
    pullRequests: new DefaultPullRequests(new GitlabPulls(open)),
  };
}
