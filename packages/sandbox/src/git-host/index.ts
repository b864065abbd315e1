export { startGitHost } from './startGitHost.ts';
export type {
  Account,
  BuildReader,
  BuildRecord,
  Log,
  PasswordLinkReader,
  PushEvent,
} from './types.ts';
