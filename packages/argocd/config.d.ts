import type { HumanDuration } from '@backstage/types';

/*
 * Nothing here is required on purpose: an instance that lacks something is named in the log in words
 * at start, and the rest of the portal works on.
 */
export interface Config {
  argocd?: {
    /** The Argo CD servers that the portal talks to. */
    instances?: Array<{
      /** How environments, templates and messages name this instance. Unique. */
      name?: string;

      /** The address people open in a browser, such as `https://argocd.example.com`. */
      url?: string;

      /**
       * The token of an account with the capability `apiKey`, or of a project role.
       * Either this, or `username` and `password`.
       * @visibility secret
       */
      token?: string;

      /** A local account with the capability `login`. */
      username?: string;

      /** @visibility secret */
      password?: string;

      /** A PEM file with the certificates to trust for this instance, beside the usual ones. */
      caFile?: string;

      /** Accept any certificate. For a first try only: whoever sits between can read the token. */
      insecureSkipVerify?: boolean;

      /** How long one request may take. Default: 30 seconds. */
      timeout?: HumanDuration | string;
    }>;
  };
}
