import type { Log, PasswordLinkReader } from '@towpath/sandbox-kit';
import type { Controller } from './control/Controller.ts';
import type { TargetStates } from './control/targetState.ts';
import type { GitSources } from './git/GitSources.ts';
import type { Sessions } from './http/Sessions.ts';
import type { ApplicationStore } from './state/ApplicationStore.ts';
import type { ProjectStore } from './state/ProjectStore.ts';
import type { ClusterOptions, Faults, Timings } from './types.ts';

/** What every part of the sandbox's Argo CD shares. */
export interface ArgoCdParts {
  url: string;
  portalUrl: string;
  gitUrl: string;
  signInHint: string;
  readPasswordLink: PasswordLinkReader;
  store: ApplicationStore;
  projects: ProjectStore;
  git: GitSources;
  targets: TargetStates;
  controller: Controller;
  sessions: Sessions;
  clusters: ClusterOptions[];
  timings: Timings;
  faults: Faults;
  clock: () => Date;
  log: Log;
}
