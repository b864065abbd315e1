import type { GitHost } from '../GitHost';
import type { OpenDoor } from '../http/openDoor';
import { DefaultPullRequests } from '../pulls/DefaultPullRequests';
import { gitlabFiles } from './gitlabFiles';
import { gitlabLine } from './gitlabLine';
import { gitlabPulls } from './gitlabPulls';
import { gitlabRepositories } from './gitlabRepositories';

/** GitLab by its REST API. */
export function createGitlabHost(open: OpenDoor): GitHost {
  const line = gitlabLine(open);
  return {
    repositories: gitlabRepositories(line),
    files: gitlabFiles(line),
    pullRequests: new DefaultPullRequests(gitlabPulls(line)),
  };
}
