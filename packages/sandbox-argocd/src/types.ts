import type {
  Account,
  AccountList,
  Log,
  PasswordLinkReader,
} from '@towpath/sandbox-kit';

/** A cluster that applications may name as their destination. */
export interface ClusterOptions {
  name: string;
  server: string;
}

/** How long things take, in milliseconds. They are simulated: no container runs. */
export interface Timings {
  /** From the start of a sync to its end. */
  sync: number;
  /** From a changed workload to a healthy one, unless it says otherwise itself. */
  rollout: number;
  /** Between two tries of self-heal to undo what was changed in the cluster. */
  selfHeal: { first: number; factor: number; longest: number };
  /** From a delete with cascade to the end of the application. */
  deletion: number;
  /** At the latest then an application is compared anew, changed or not. */
  resync: number;
}

/** An HTTP status instead of an answer; with words, as the server says them with a code of gRPC. */
interface RequestFault {
  status: number;
  code?: number;
  message?: string;
}

/** What a test wants to go wrong. Nothing of it can be asked for over the API. */
export interface Faults {
  /** Called before each API request; may wait, or answer instead. */
  onRequest?: (request: {
    method: string;
    path: string;
  }) => Promise<RequestFault | void> | RequestFault | void;
  /** Whether the cache is lost that trees and live states are told from, as when its server was restarted. */
  hasLostTrees?: () => boolean;
  /** Called before each event of a stream; `drop` cuts the connection. */
  onStreamEvent?: (application: string) => 'send' | 'drop' | 'skip';
}

export interface ArgoCdOptions {
  /** Listens on 127.0.0.1 only; 0 picks a free port. */
  port: number;
  /** State lives in `<dataDir>/argocd`. */
  dataDir: string;
  /** The URL people and programs use, such as `http://localhost:7012`. Default: that of the port. */
  publicUrl?: string;
  /** Hosts it answers to besides those of this machine, such as that of a forwarded port. */
  allowedHosts?: string[];
  /** The portal that the pages link back to. */
  portalUrl: string;
  /** The Git host, such as `http://localhost:7010`. */
  gitUrl: string;
  /** The organisation on the Git host. Default: `myorg`. */
  organisation?: string;
  /** The repository whose `argocd/applications/*.yaml` are created at the first start. */
  seedRepository?: string;
  /** By which it reads the Git host, and that alone. Default: it reads only what everybody may. */
  gitAccount?: Pick<Account, 'name' | 'password'>;
  /** People and programs that may sign in with their password. */
  accounts: AccountList;
  /** A token that never ends, and the account it stands for. */
  token: { value: string; account: string };
  /** Besides `in-cluster`. */
  clusters?: ClusterOptions[];
  /** A sentence on the sign-in page, such as how to find one's password. */
  signInHint?: string;
  /** The password that the sign-in page shows to who proves that it is theirs. Default: it shows none. */
  readPasswordLink?: PasswordLinkReader;
  clock?: () => Date;
  log: Log;
  timings?: Partial<Timings>;
  /** Milliseconds between two looks at Git and the clock; 0 leaves it to `tick`. */
  interval?: number;
  faults?: Faults;
}

/** A running Argo CD. */
export interface RunningArgoCd {
  url: string;
  /** Looks at Git and the clock once, and does what is due. */
  tick(): Promise<void>;
  close(): Promise<void>;
}
