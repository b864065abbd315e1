import type { Jail } from '@towpath/jail';
import type { Account, Log } from '@towpath/sandbox-kit';

export type TestJail = Pick<Jail, 'run'>;

export interface BuilderOptions {
  /** State lives in `<dataDir>/builder`. */
  dataDir: string;
  /** The Git host, such as `http://localhost:7010`. Builds begin only once `begin` is called. */
  gitUrl: string;
  /** The builder's own account there. Pushes by it build nothing. */
  account: Account;
  /** Default: `myorg`. */
  organisation?: string;
  /** The repository with `apps/<service>/overlays/<environment>`. Default: `gitops`. */
  gitopsRepository?: string;
  /** The environment that takes every green build. Default: `dev`. */
  environment?: string;
  /** Milliseconds that the tests of one build may take. Default: five minutes. */
  timeLimit?: number;
  /** Builds that run at the same time, each of another repository. Default: 2. */
  atOnce?: number;
  /** Where tests run. Default: the strongest jail that this machine gives. */
  jail?: TestJail;
  clock?: () => Date;
  log: Log;
}

/** The same, with every default filled in. */
export type BuilderSettings = Required<Omit<BuilderOptions, 'jail'>>;
