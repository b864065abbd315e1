import type { HumanDuration } from '@backstage/types';

/*
 * Nothing here is required to start: terraform or tofu is looked for on PATH, and runs work below
 * `backend.workingDirectory`. To plan, a stack needs `secrets.keys`, or `state: local`.
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
     * Variables of the environment that anybody may see, such as `AWS_REGION`. Apart from these two and those of
     * `environments`, only PATH, proxies and certificates reach Terraform.
     */
    plainEnv?: { [name: string]: string };

    /**
     * The same by environment, beyond those above and in place of them where both name one: a run has those of
     * its stack's environment, and of no other. A name may have dots in it.
     */
    environments?: {
      [name: string]: {
        /**
         * Whose stacks may have them beside those of the environment's owner, and who may run others with them: entity
         * references such as `group:default/team-finance`, or `*` for everybody. Default: the environment's owner alone.
         */
        usableBy?: string[];
        /** @deepVisibility secret */
        env?: { [name: string]: string };
        plainEnv?: { [name: string]: string };
      };
    };

    /**
     * What modules may do. Each is read before anything of it runs, and refused with the rule that it breaks.
     * Default: the built-in provider and files of its own, no programs and no modules from elsewhere.
     */
    trust?: {
      /** Providers that any module may use, such as `hashicorp/aws` or `registry.example.com/acme/*`. */
      providers?: string[];

      /**
       * Where modules may be taken and called from, always pinned: `https://git.example.com/platform/*` or
       * `terraform-aws-modules/s3-bucket/aws`. `*` is anything within a part, `**` any parts.
       */
      modules?: string[];

      /** What modules from one place may do beyond that. */
      allow?: Array<{
        /** `platform:legacy-*`, `https://git.example.com/team/*`, `acme/network/aws`, or `archive` for what a template hands over. */
        module: string;
        /** Programs that resources run. */
        provisioners?: boolean;
        /** Programs that say what is so: `data "external"`, and providers that run one or read files of the machine by their settings. */
        externalData?: boolean;
        /** States of other stacks: `data "terraform_remote_state"`. */
        remoteState?: boolean;
        /** A block `backend` or `cloud`; the platform's is set above it. */
        backend?: boolean;
        /** Files outside of its folder. */
        files?: boolean;
        providers?: string[];
        modules?: string[];
      }>;
    };

    /**
     * Folders with policies; those whose `appliesTo` has `terraform-plan` judge plans before they are applied.
     * Default: none.
     */
    policies?: string[];

    drift?: {
      /** How often a stack is looked at that says nothing else. A minute or more. Default: 6 hours. */
      every?: HumanDuration | string;

      /** How many looks are under way at a time: 1 to 64. Default: 2. */
      parallel?: number;
    };
  };
}
