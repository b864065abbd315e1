export { startGitHost } from './startGitHost.ts';
export type { BuildReader, BuildRecord, PushEvent } from './types.ts';
