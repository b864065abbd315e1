/** A person or program that may sign in. */
export interface Account {
  /** Tells it from another one that had its name before; what was given to that one is not taken for its own. */
  id?: string;
  /** Sign-in name, also the login in API answers. */
  name: string;
  displayName: string;
  email: string;
  /** Works as password (Basic, web form) and as API token. */
  password: string;
  /** Its password is long and made by a machine: it cannot be guessed, and is never locked by who tries. */
  isProgram?: boolean;
}

/** Who may sign in: a list, or what answers who may now, where people come and go. */
export type AccountList = Account[] | (() => Account[]);

/** @returns undefined when the proof is not good */
export type PasswordLinkReader = (
  name: string,
  proof: string,
) => string | undefined;
