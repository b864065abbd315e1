import type { HumanDuration } from '@backstage/types';

export interface Config {
  /** Golden paths and golden gates on templates. */
  templateGates?: {
    /** Folders with policies; those whose `appliesTo` has `template` judge what people put into templates. */
    policies?: string[];

    /** A file with prices, which rules can ask about; the same as `score.prices`. */
    prices?: string;

    /** How long people have to answer before a request ends. Default: 7 days. */
    expiresAfter?: HumanDuration | string;

    /** How long after the last time they are told again. Default: 1 day. */
    remindAfter?: HumanDuration | string;

    /** How many tasks may be held. One more is refused. */
    held?: {
      /** Asked for by one person or token. Default: 300. */
      mostPerPerson?: number;
      /** Default: 2000. */
      mostInAll?: number;
    };

    secrets?: {
      /** The first seals, all of them open. Without any nothing can be held, and what a rule asks for is refused. */
      keys?: Array<{
        /** Lower-case letters, digits and hyphens. */
        id: string;

        /**
         * 32 random bytes in base64, or a random text of 32 characters and more.
         * @visibility secret
         */
        secret: string;
      }>;
    };
  };
}
