import type { GitHost } from '../GitHost';
import type { OpenDoor } from '../http/openDoor';
import { DefaultPullRequests } from '../pulls/DefaultPullRequests';
import { githubFiles } from './githubFiles';
import { githubLine } from './githubLine';
import { githubPulls } from './githubPulls';
import { githubRepositories } from './githubRepositories';

/** GitHub, or GitHub Enterprise, by its REST API. */
export function createGithubHost(open: OpenDoor): GitHost {
  const line = githubLine(open);
  return {
    repositories: githubRepositories(line),
    files: githubFiles(line),
    pullRequests: new DefaultPullRequests(githubPulls(line)),
  };
}
