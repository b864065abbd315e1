import type { KubernetesObject } from '@towpath/score';

/** A Secret whose values are sealed in the portal, and reach the cluster as those of secret outputs do. */
export interface SealedSecretObject extends KubernetesObject {
  apiVersion: 'v1';
  kind: 'Secret';
  metadata: {
    name: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  type?: string;
  /** Where the value of each key is: a resource, and the name under which its driver gave the secret out. */
  sealed: Record<string, { resource: string; output: string }>;
}

/**
 * Under which name the value of a key of a Secret is given out. No output has a dot in it, nor has the name of such a
 * Secret; it is a part of an address, so it has no slash.
 */
export function sealedOutput(secret: string, key: string): string {
  return `${secret}.${key}`;
}

export function isSealedSecret(
  object: KubernetesObject,
): object is SealedSecretObject {
  return object.kind === 'Secret' && 'sealed' in object;
}
