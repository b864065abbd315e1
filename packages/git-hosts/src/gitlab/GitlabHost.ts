import { DefaultAccess } from '../access/DefaultAccess';
import { DefaultTeams } from '../access/DefaultTeams';
import { DefaultComments } from '../comments/DefaultComments';
import type { GitHost } from '../GitHost';
import { DefaultHooks } from '../hooks/DefaultHooks';
import type { OpenDoor } from '../http/openDoor';
import { DefaultPullRequests } from '../pulls/DefaultPullRequests';
import { gitlabAccess } from './gitlabAccess';
import { gitlabComments } from './gitlabComments';
import { gitlabCommits } from './gitlabCommits';
import { gitlabFiles } from './gitlabFiles';
import { gitlabHooks } from './gitlabHooks';
import { gitlabLine } from './gitlabLine';
import { gitlabPulls } from './gitlabPulls';
import { gitlabRepositories } from './gitlabRepositories';
import { gitlabStatuses } from './gitlabStatuses';
import { gitlabTeams } from './gitlabTeams';

/** GitLab by its REST API. */
export function createGitlabHost(open: OpenDoor): GitHost {
  const line = gitlabLine(open);
  return {
    repositories: gitlabRepositories(line),
    files: gitlabFiles(line),
    commits: gitlabCommits(line),
    pullRequests: new DefaultPullRequests(gitlabPulls(line)),
    comments: new DefaultComments(gitlabComments(line)),
    statuses: gitlabStatuses(line),
    hooks: new DefaultHooks(gitlabHooks(line)),
    access: new DefaultAccess(gitlabAccess(line)),
    teams: new DefaultTeams(gitlabTeams(line)),
  };
}
