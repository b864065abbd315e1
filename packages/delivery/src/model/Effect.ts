/** What was written and is to be deployed and become healthy. */
export interface Effect {
  /** Whole reference of the image that is to run; absent when it is not known, or none was changed. */
  image?: string;
  /** Absent where the application itself was changed, by its parameters. */
  commit?: EffectCommit;
  /** By which the sync is known among others of the same application. An attempt that begins anew has another. */
  mark: { name: string; value: string };
}

export interface EffectCommit {
  /** Clone address. */
  repository: string;
  branch: string;
  sha: string;
  /** Which of several sources of the application it was written for, counted from 1. */
  sourcePosition?: number;
}
