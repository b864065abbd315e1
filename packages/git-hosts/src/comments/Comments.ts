import type { HostedRepository } from '../location/HostedRepository';

/** One comment below a pull request that is written anew in its place. */
export interface OwnComment {
  /** In the text, where no reader sees it: by it the comment is found again. Nobody else can have guessed it. */
  marker: string;
  /** Markdown, with the marker in it. */
  body: string;
}

/** Of what is said below pull requests. */
export interface Comments {
  /** Whether there is one with this marker. */
  has(
    repository: HostedRepository,
    number: number,
    marker: string,
    signal?: AbortSignal,
  ): Promise<boolean>;
  /**
   * Writes the comment in the place of the first that has its marker, or below the others when none has. Two callers at
   * once may each find none: that is for them to prevent.
   */
  put(
    repository: HostedRepository,
    number: number,
    comment: OwnComment,
    signal?: AbortSignal,
  ): Promise<void>;
}
