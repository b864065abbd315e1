/** A version that ran somewhere, from when to when. */
export interface PastDeployment {
  version: string;
  /** Whole reference. */
  image: string;
  revision?: string;
  deployedAt: Date;
  /** Absent for the last that Argo CD knows of. */
  endedAt?: Date;
  /** User entity reference, or a name; absent when unknown. */
  by?: string;
  /** As the commit says that brought it. */
  promotionId?: string;
}
