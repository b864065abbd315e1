import type { HumanDuration } from '@backstage/types';

export interface Config {
  policies?: {
    /** Where an Open Policy Agent is, for policies that name a rule of it in place of rules of their own. */
    opa?: {
      /** Such as `http://127.0.0.1:8181`. */
      url: string;

      /**
       * Sent as a bearer token; over https, or to this machine.
       * @visibility secret
       */
      token?: string;

      /** How long it may take, from 100 ms to 8 seconds. What takes longer denies. Default: 2 seconds. */
      timeout?: HumanDuration | string;
    };
  };
}
