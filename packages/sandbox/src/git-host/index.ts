export { startGitHost } from './startGitHost.ts';
export type {
  Account,
  BuildReader,
  BuildRecord,
  BuildState,
  GitHostOptions,
  Log,
  PasswordLinkReader,
  PushEvent,
  RunningGitHost,
} from './types.ts';
