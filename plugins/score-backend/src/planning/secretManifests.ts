import { bindingName, type KubernetesObject } from '@towpath/score';
import type { ResolvedResource } from '../model/Resolved';

/** Of the External Secrets Operator: each environment has one that reads from the portal. */
const STORE = { kind: 'ClusterSecretStore', name: 'towpath' };

/** Where the operator finds secret outputs. Git holds references to them, never the secrets. */
export function secretManifests(
  resources: { id: string; resource: ResolvedResource }[],
): KubernetesObject[] {
  return resources.flatMap(({ id, resource: { planned, definition } }) => {
    const secret = Object.keys(definition.outputs)
      .filter(name => definition.outputs[name].secret)
      .sort();
    if (secret.length === 0) return [];
    const name = bindingName(planned);
    return [
      {
        apiVersion: 'external-secrets.io/v1',
        kind: 'ExternalSecret',
        metadata: { name },
        spec: {
          refreshInterval: '1m',
          secretStoreRef: STORE,
          target: { name },
          data: secret.map(output => ({
            secretKey: output,
            remoteRef: { key: id, property: output },
          })),
        },
      },
    ];
  });
}
