import type { KeyObject } from 'node:crypto';

/** How secrets reach the cluster of one environment. */
export type ClusterSecrets =
  | {
      /** The External Secrets Operator asks the portal for them. */
      by: 'external-secret';
      /** Name of its ClusterSecretStore. */
      store: string;
    }
  | {
      /** Git holds them, encrypted for the controller of Sealed Secrets. */
      by: 'sealed-secret';
      /** Of its certificate, RSA. */
      publicKey: KeyObject;
      /** SHA-256 of that key. */
      fingerprint: string;
    };

/** How the secrets of each environment reach its cluster. */
export type FindClusterSecrets = (environment: string) => ClusterSecrets;
