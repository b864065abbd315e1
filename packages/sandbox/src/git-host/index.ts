export { startGitHost } from './startGitHost.ts';
export type { Account, GitHostOptions, Log, RunningGitHost } from './types.ts';
