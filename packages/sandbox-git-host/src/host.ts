import type {
  Accounts,
  Git,
  Log,
  PasswordLinkReader,
} from '@towpath/sandbox-kit';
import type { Advertisements } from './git/Advertisements.ts';
import type { MergeCheck } from './git/merge.ts';
import type { OrganisationRules } from './model/permissions.ts';
import type { HookDelivery } from './events/HookDelivery.ts';
import type { PushJournal } from './events/PushJournal.ts';
import type { Rights } from './service/Rights.ts';
import type { Folders } from './store/folders.ts';
import type { RepositoryStore } from './store/RepositoryStore.ts';
import type { TeamStore } from './store/TeamStore.ts';
import type { TokenStore } from './store/TokenStore.ts';
import type { BuildReader, PushEvent, RepositoryRef } from './types.ts';
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
  /** All there are, for what the host does itself: what somebody asks for goes by `rights`. */
  repositories: RepositoryStore;
  rights: Rights;
  /** Who may do what as a rule. */
  rules: OrganisationRules;
  teams: TeamStore;
  tokens: TokenStore;
  advertisements: Advertisements;
  mergeCheck: MergeCheck;
  hooks: HookDelivery;
  pushes: PushJournal;
  onPush?: (push: PushEvent) => Promise<void>;
  onRemove?: (repository: RepositoryRef) => Promise<void>;
  builds?: BuildReader;
  clock: () => Date;
  log: Log;
}
