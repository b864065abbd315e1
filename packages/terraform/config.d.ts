import type { HumanDuration } from '@backstage/types';

/*
 * Nothing here is required: without it the template actions `terraform:*` look for terraform or tofu on
 * PATH and keep states below `backend.workingDirectory`.
 */
export interface Config {
  terraform?: {
    /** Where the program terraform or tofu is. Default: the first of the two on PATH. */
    binary?: string;

    /**
     * Folder with one folder for each stack: what its runs work in, and its state where `state` is `local`. On a
     * disk that lasts and that no other host writes. Default: `terraform` below `backend.workingDirectory`.
     */
    stateDir?: string;

    /**
     * Where states are kept: in the database of the portal, sealed with the keys of `secrets`, or by `local` in files
     * below `stateDir`, in clear. Default: `database`.
     */
    state?: 'database' | 'local';

    secrets?: {
      /** The first seals, all of them open. Without any, no state is kept in the database. */
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

    /**
     * Where Terraform reaches the states of the portal: the address of `/api/terraform-stacks` from outside, for
     * people who work by hand. Runs of the portal itself ask the backend that runs them. Default: below
     * `backend.baseUrl`.
     */
    stateUrl?: string;

    /** The largest state that is taken. Default: `64mb`. */
    stateLimit?: string;

    /** How many versions of a state are kept; those of the last 30 days are kept in any case. Default: 200. */
    stateVersions?: number;

    /** Folder of the platform's own modules, one folder each, which templates name. */
    modulesDir?: string;

    /**
     * Folder of providers as `terraform providers mirror` makes it, packed or unpacked. Providers come
     * from there and from nowhere else. Default: none, and each run downloads its own.
     */
    providerMirror?: string;

    /**
     * Variables of the environment for providers and the backend, such as `AWS_SECRET_ACCESS_KEY`. All
     * of them count as secrets: their values are taken out of logs and differences.
     * @deepVisibility secret
     */
    env?: { [name: string]: string };

    /**
     * Variables of the environment that anybody may see, such as `AWS_REGION`. Apart from these two,
     * only PATH, proxies and certificates reach Terraform.
     */
    plainEnv?: { [name: string]: string };

    /**
     * Folders with policies; those whose `appliesTo` has `terraform-plan` judge plans before they are applied.
     * Default: none.
     */
    policies?: string[];

    secrets?: {
      /** The first seals, all of them open. Without any, nothing that may hold a secret is kept of a stack. */
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

    drift?: {
      /** How often a stack is looked at that says nothing else. A minute or more. Default: 6 hours. */
      every?: HumanDuration | string;

      /** How many looks are under way at a time: 1 to 64. Default: 2. */
      parallel?: number;
    };
  };
}
