/**
 * What the servers of the sandbox share.
 *
 * @packageDocumentation
 */
export type {
  Account,
  AccountList,
  PasswordLinkReader,
} from './accounts/Account.ts';
export { Accounts } from './accounts/Accounts.ts';
export { JsonDocument } from './files/JsonDocument.ts';
export {
  readJson,
  replaceFile,
  syncFolder,
  writeJson,
} from './files/replaceFile.ts';
export {
  type CommitInfo,
  listCommits,
  type Author,
  readCommit,
} from './git/commits.ts';
export { createGit, type Git, GitError } from './git/runGit.ts';
export { handle } from './http/handle.ts';
export { listenLocally } from './http/listenLocally.ts';
export { KeyedLock } from './KeyedLock.ts';
export type { Log } from './Log.ts';
export { ageOf } from './pages/ageOf.ts';
export { createPageRouter } from './pages/createPageRouter.ts';
export { safeTarget } from './pages/safeTarget.ts';
export { sameSecret } from './sameSecret.ts';
