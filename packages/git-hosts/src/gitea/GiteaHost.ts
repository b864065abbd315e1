import { DefaultAccess } from '../access/DefaultAccess';
import { DefaultTeams } from '../access/DefaultTeams';
import { DefaultComments } from '../comments/DefaultComments';
import type { GitHost } from '../GitHost';
import { DefaultHooks } from '../hooks/DefaultHooks';
import type { OpenDoor } from '../http/openDoor';
import { DefaultPullRequests } from '../pulls/DefaultPullRequests';
import { giteaAccess } from './giteaAccess';
import { giteaComments } from './giteaComments';
import { giteaCommits } from './giteaCommits';
import { giteaFiles } from './giteaFiles';
import { giteaHooks } from './giteaHooks';
import { giteaLine } from './giteaLine';
import { giteaPulls } from './giteaPulls';
import { giteaRepositories } from './giteaRepositories';
import { giteaStatuses } from './giteaStatuses';
import { giteaTeams } from './giteaTeams';

/** Gitea, or Forgejo, by its REST API. */
export function createGiteaHost(open: OpenDoor): GitHost {
  const line = giteaLine(open);
  return {
    repositories: giteaRepositories(line),
    files: giteaFiles(line),
    commits: giteaCommits(line),
    pullRequests: new DefaultPullRequests(giteaPulls(line)),
    comments: new DefaultComments(giteaComments(line)),
    statuses: giteaStatuses(line),
    hooks: new DefaultHooks(giteaHooks(line)),
    access: new DefaultAccess(giteaAccess(line)),
    teams: new DefaultTeams(giteaTeams(line)),
  };
}
