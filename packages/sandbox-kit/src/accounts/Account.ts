/** A person or program that may sign in. */
export interface Account {
  /** Sign-in name, also the login in API answers. */
  name: string;
  displayName: string;
  email: string;
  /** Works as password (Basic, web form) and as API token. */
  password: string;
  /** Its password is long and made by a machine: it cannot be guessed, and is never locked by who tries. */
  isProgram?: boolean;
}

/** @returns undefined when the proof is not good */
export type PasswordLinkReader = (
  name: string,
  proof: string,
) => string | undefined;
