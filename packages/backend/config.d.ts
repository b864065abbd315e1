import type { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';
import type { HumanDuration } from '@backstage/types';

export interface Config {
  towpath?: {
    /**
     * `sandbox` for a laptop (what `npm start` sets), `production` for everything else. There is no
     * default: the backend does not start without it.
     * @visibility frontend
     */
    mode?: 'sandbox' | 'production';

    /**
     * Accept a `backend.baseUrl` that begins with http:// in production, for a portal that is
     * reached through a private network only.
     */
    allowInsecureBaseUrl?: boolean;

    /**
     * Accept services on this machine (database, Git host, sign-in) in production. It switches off
     * the host checks only, none of the checks on secrets.
     */
    allowLocalServices?: boolean;

    /**
     * Settings that production starts with although the guard refuses them, each by the key that the
     * guard names, and why. Each is logged at every start.
     */
    acceptRisks?: Array<{
      /** As the guard names it, such as `auth.providers.google`. */
      key: string;
      /** In ten letters or more. */
      reason: string;
    }>;

    frontDoor?: {
      /**
       * Hosts that the portal answers to besides those of `app.baseUrl`, `backend.baseUrl`,
       * `discovery.endpoints` and this machine: the name that a proxy or a service of the cluster
       * has for it, as `towpath.portal.svc:7007`. Without a port for 80 and 443.
       */
      hosts?: string[];

      /**
       * Origins whose pages may write besides those of `app.baseUrl`, `backend.baseUrl` and
       * `backend.cors.origin`, as `https://ai-client.example.com`.
       */
      origins?: string[];
    };

    reading?: {
      /**
       * How long a single file at a Git host or another address may take to be read; `{ minutes: 1 }`
       * when absent. What was known of it stays.
       */
      timeout?: HumanDuration | string;
    };

    docs?: {
      /** With `techdocs.generator.runIn: docker`. */
      container?: {
        /** The command line that runs containers. Default: docker. */
        program?: 'docker' | 'podman';
      };

      /**
       * When to bring the documentation of every entity up to date, so that it is found by search
       * before somebody opens it. Off when absent; needs `techdocs.builder: local`.
       */
      buildAhead?: SchedulerServiceTaskScheduleDefinitionConfig;

      /**
       * Beginnings of addresses that any entity may take its pages from, such as
       * `https://github.com/corp/handbook/`. Everything else is taken only from the repository that
       * the entity came from.
       */
      alsoFrom?: string[];
    };

    roles?: {
      /**
       * The groups whose members are platform engineers, as entity refs.
       * Default: `[group:default/platform-team]`.
       */
      platformEngineers?: string[];
    };

    logging?: {
      /**
       * `text` is a coloured line for people, `json` one object a line for machines.
       * Default: `text` on a terminal, otherwise `json`.
       */
      format?: 'text' | 'json';
    };
  };
}
