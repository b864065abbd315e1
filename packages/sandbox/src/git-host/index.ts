export { startGitHost } from './startGitHost.ts';
export type {
  Account,
  BuildReader,
  BuildRecord,
  BuildState,
  GitHostOptions,
  Log,
  PushEvent,
  RunningGitHost,
} from './types.ts';
