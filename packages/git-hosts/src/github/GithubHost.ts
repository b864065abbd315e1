import { DefaultAccess } from '../access/DefaultAccess';
import { DefaultTeams } from '../access/DefaultTeams';
import { DefaultComments } from '../comments/DefaultComments';
import type { GitHost } from '../GitHost';
import { DefaultHooks } from '../hooks/DefaultHooks';
import type { OpenDoor } from '../http/openDoor';
import { DefaultPullRequests } from '../pulls/DefaultPullRequests';
import { githubAccess } from './githubAccess';
import { githubComments } from './githubComments';
import { githubCommits } from './githubCommits';
import { githubFiles } from './githubFiles';
import { githubHooks } from './githubHooks';
import { githubLine } from './githubLine';
import { githubPulls } from './githubPulls';
import { githubRepositories } from './githubRepositories';
import { githubStatuses } from './githubStatuses';
import { githubTeams } from './githubTeams';

/** GitHub, or GitHub Enterprise, by its REST API. */
export function createGithubHost(open: OpenDoor): GitHost {
  const line = githubLine(open);
  return {
    repositories: githubRepositories(line),
    files: githubFiles(line),
    commits: githubCommits(line),
    pullRequests: new DefaultPullRequests(githubPulls(line)),
    comments: new DefaultComments(githubComments(line)),
    statuses: githubStatuses(line),
    hooks: new DefaultHooks(githubHooks(line)),
    access: new DefaultAccess(githubAccess(line)),
    teams: new DefaultTeams(githubTeams(line)),
  };
}
