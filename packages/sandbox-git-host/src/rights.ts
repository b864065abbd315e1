import type { Account, Author } from '@towpath/sandbox-kit';
import { forbidden } from './errors.ts';
import type { Repository } from './store/RepositoryStore.ts';

/** The account as author or committer. */
export function personOf(account: Account, at: Date): Author {
  return {
    name: account.displayName,
    email: account.email,
    date: at.toISOString(),
  };
}

/** True when the account may write to the repository. */
export function mayWrite(
  account: Account | undefined,
  repository: Repository,
): boolean {
  return (
    account !== undefined &&
    !repository.archived &&
    repository.collaborators[account.name] !== 'read'
  );
}

/** Settings stay open on an archived repository, or nobody could bring it back. @throws RequestError 403 */
export function requireSettings(
  account: Account,
  repository: Repository,
): void {
  requireWrite(account, { ...repository, archived: false });
}

/** @throws RequestError 403 with the reason */
export function requireWrite(account: Account, repository: Repository): void {
  if (repository.archived) {
    throw forbidden(
      `${repository.name} is archived and read-only: set archived to false first`,
    );
  }
  if (!mayWrite(account, repository)) {
    throw forbidden(
      `${account.name} may only read ${repository.name}: ask for the collaborator permission "write"`,
    );
  }
}
