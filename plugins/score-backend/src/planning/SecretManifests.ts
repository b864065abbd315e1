import type { KubernetesObject } from '@towpath/score';
import type { SealedRow, SealedStore } from '../database/SealedStore';
import type { SecretStore } from '../database/SecretStore';
import type {
  ClusterSecrets,
  FindClusterSecrets,
} from '../model/ClusterSecrets';
import type { Look } from './Look';
import { secretNameOf } from './outputsOf';
import type { DefinitionPlace } from './resolveResources';
import { sealForCluster } from './sealForCluster';

/** In a plan, in place of what is encrypted only once it is written. */
const SEALED_AFTERWARDS = '(encrypted when it is written)';

/** A draft is in no namespace yet. */
type Place = DefinitionPlace & { namespace?: string };

type Sealing = Extract<ClusterSecrets, { by: 'sealed-secret' }>;

/** A resource, the name of its Secret, and what that holds. */
interface Binding {
  id: string;
  name: string;
  outputs: string[];
}

/** The objects by which secret outputs reach a cluster: references to them, or they themselves, encrypted. */
export class SecretManifests {
  readonly #of: FindClusterSecrets;
  readonly #secrets: SecretStore;
  readonly #sealed: SealedStore;

  constructor(parts: {
    clusters: FindClusterSecrets;
    secrets: SecretStore;
    sealed: SealedStore;
  }) {
    this.#of = parts.clusters;
    this.#secrets = parts.secrets;
    this.#sealed = parts.sealed;
  }

  /** @param isWritten - whether it goes to Git; a plan is shown a text in place of what would be encrypted anew */
  async render(
    { resolved, place }: Pick<Look<Place>, 'resolved' | 'place'>,
    isWritten: boolean,
  ): Promise<KubernetesObject[]> {
    const bindings = resolved
      .map(({ id, resource }) => ({
        ...{ id, name: secretNameOf(resource) },
        outputs: Object.keys(resource.definition.outputs)
          .filter(output => resource.definition.outputs[output].secret)
          .sort(),
      }))
      .filter(({ outputs }) => outputs.length > 0);
    const cluster = this.#of(place.environment.name);
    if (cluster.by === 'external-secret') {
      return bindings.map(binding => externalSecret(binding, cluster.store));
    }
    const kept = await this.#sealed.find(bindings.map(({ id }) => id));
    return Promise.all(
      bindings.map(async binding =>
        sealedSecret(
          binding,
          await this.#encrypt(binding, { cluster, place, kept, isWritten }),
        ),
      ),
    );
  }

  async #encrypt(
    binding: Binding,
    how: {
      cluster: Sealing;
      place: Place;
      kept: SealedRow[];
      isWritten: boolean;
    },
  ): Promise<[output: string, text: string][]> {
    const { cluster, place, kept, isWritten } = how;
    const { id, name, outputs } = binding;
    const sealedFor = { namespace: place.namespace ?? '', name };
    const recipient = `${cluster.fingerprint} ${sealedFor.namespace}/${name}`;
    const revisions = await this.#secrets.revisions(id);
    const encryptOne = async (output: string): Promise<string | undefined> => {
      const revision = revisions.get(output);
      const known = kept.find(
        row =>
          row.resource === id &&
          row.output === output &&
          row.recipient === recipient,
      );
      if (known && known.revision === revision) return known.text;
      if (!isWritten) return SEALED_AFTERWARDS;
      const value = await this.#secrets.open(id, output);
      // An optional output that was not given out.
      if (value === undefined || revision === undefined) return undefined;
      const text = sealForCluster(value, cluster.publicKey, sealedFor);
      await this.#sealed.put({
        ...{ resource: id, output, revision, recipient, text },
      });
      return text;
    };
    const texts = await Promise.all(
      outputs.map(async output => [output, await encryptOne(output)] as const),
    );
    return texts.flatMap(([output, text]) => (text ? [[output, text]] : []));
  }
}

/** The operator asks the portal for each output. */
function externalSecret(
  { id, name, outputs }: Binding,
  store: string,
): KubernetesObject {
  const object = {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name },
    spec: {
      refreshInterval: '1m',
      secretStoreRef: { kind: 'ClusterSecretStore', name: store },
      target: { name },
      data: outputs.map(output => ({
        secretKey: output,
        remoteRef: { key: id, property: output },
      })),
    },
  };
  return object;
}

/** The controller opens it, and makes the Secret. */
function sealedSecret(
  { name }: Binding,
  encrypted: [output: string, text: string][],
): KubernetesObject {
  const object = {
    apiVersion: 'bitnami.com/v1alpha1',
    kind: 'SealedSecret',
    metadata: { name },
    spec: {
      encryptedData: Object.fromEntries(encrypted),
      template: { metadata: { name } },
    },
  };
  return object;
}
