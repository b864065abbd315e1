export { startGitHost } from './startGitHost.ts';
export type {
  BuildReader,
  BuildRecord,
  PushEvent,
  RepositoryRef,
} from './types.ts';
