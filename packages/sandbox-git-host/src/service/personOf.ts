import type { Account, Author } from '@towpath/sandbox-kit';

/** The account as author or committer. */
export function personOf(account: Account, at: Date): Author {
  return {
    name: account.displayName,
    email: account.email,
    date: at.toISOString(),
  };
}
