import type {
  Accounts,
  Git,
  Log,
  PasswordLinkReader,
} from '@towpath/sandbox-kit';
import type { Advertisements } from './git/Advertisements.ts';
import type { MergeCheck } from './git/merge.ts';
import type { HookDelivery } from './events/HookDelivery.ts';
import type { PushJournal } from './events/PushJournal.ts';
import type { Folders } from './store/folders.ts';
import type { RepositoryStore } from './store/RepositoryStore.ts';
import type { BuildReader, PushEvent } from './types.ts';
import type { Urls } from './urls.ts';

/** What every part of the Git host shares. */
export interface Host {
  urls: Urls;
  organisation: string;
  portalUrl: string;
  signInHint: string;
  readPasswordLink: PasswordLinkReader;
  accounts: Accounts;
  folders: Folders;
  git: Git;
  /** Environment for git processes that are started elsewhere. */
  gitVariables: Record<string, string>;
  repositories: RepositoryStore;
  advertisements: Advertisements;
  mergeCheck: MergeCheck;
  hooks: HookDelivery;
  pushes: PushJournal;
  onPush?: (push: PushEvent) => Promise<void>;
  builds?: BuildReader;
  clock: () => Date;
  log: Log;
}
