/** Somebody who is signed in. */
export interface Person {
  /** User entity reference. */
  ref: string;
  /** Entity references of the person and of the groups they belong to. */
  groups: string[];
}
