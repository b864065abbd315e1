import type { GitHost } from '../GitHost';
import type { OpenDoor } from '../http/openDoor';
import { DefaultPullRequests } from '../pulls/DefaultPullRequests';
import { GithubFiles } from './GithubFiles';
import { GithubPulls } from './GithubPulls';
import { GithubRepositories } from './GithubRepositories';

/** GitHub, or GitHub Enterprise, by its REST API. */
export function createGithubHost(open: OpenDoor): GitHost {
  return {
    repositories: new GithubRepositories(open),
    files: new GithubFiles(open),
    pullRequests: new DefaultPullRequests(new GithubPulls(open)),
  };
}
