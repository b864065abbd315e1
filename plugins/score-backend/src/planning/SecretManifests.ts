import {
  isSealedSecret,
  type SealedSecretObject,
} from '@towpath/plugin-score-node';
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

/** A Secret as the cluster is to have it, and where the value of each key is. */
interface Binding {
  name: string;
  keys: { key: string; resource: string; output: string }[];
  /** What the Secret has beside its values. */
  like: Pick<SealedSecretObject, 'type'> & {
    metadata?: Pick<SealedSecretObject['metadata'], 'labels' | 'annotations'>;
  };
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

  /**
   * Those of the secret outputs, and all that resources bring, the Secrets among it in the same way.
   *
   * @param isWritten - whether it goes to Git; a plan is shown a text in place of what would be encrypted anew
   */
  async render(
    {
      resolved,
      place,
      manifests,
    }: Pick<Look<Place>, 'resolved' | 'place' | 'manifests'>,
    isWritten: boolean,
  ): Promise<KubernetesObject[]> {
    const bindings = bindingsOf(resolved);
    const brought = manifests.filter(isSealedSecret).map(toBinding);
    const cluster = this.#of(place.environment.name);
    const ids = [...bindings, ...brought].flatMap(({ keys }) =>
      keys.map(({ resource }) => resource),
    );
    const kept =
      cluster.by === 'external-secret'
        ? []
        : await this.#sealed.find([...new Set(ids)]);
    const toObject = async (binding: Binding) =>
      cluster.by === 'external-secret'
        ? externalSecret(binding, cluster.store)
        : sealedSecret(
            binding,
            await this.#encrypt(binding, { cluster, place, kept, isWritten }),
          );
    return Promise.all([
      ...bindings.map(toObject),
      ...manifests.map(async one =>
        isSealedSecret(one) ? toObject(toBinding(one)) : one,
      ),
    ]);
  }

  async #encrypt(
    { name, keys }: Binding,
    how: {
      cluster: Sealing;
      place: Place;
      kept: SealedRow[];
      isWritten: boolean;
    },
  ): Promise<[key: string, text: string][]> {
    const { cluster, place, kept, isWritten } = how;
    const sealedFor = { namespace: place.namespace ?? '', name };
    const recipient = `${cluster.fingerprint} ${sealedFor.namespace}/${name}`;
    const revisions = new Map(
      await Promise.all(
        [...new Set(keys.map(({ resource }) => resource))].map(
          async id => [id, await this.#secrets.revisions(id)] as const,
        ),
      ),
    );
    const encryptOne = async ({
      resource,
      output,
    }: Binding['keys'][number]): Promise<string | undefined> => {
      const revision = revisions.get(resource)?.get(output);
      const known = kept.find(
        row =>
          row.resource === resource &&
          row.output === output &&
          row.recipient === recipient,
      );
      if (known && known.revision === revision) return known.text;
      if (!isWritten) return SEALED_AFTERWARDS;
      const value = await this.#secrets.open(resource, output);
      // An optional output that was not given out.
      if (value === undefined || revision === undefined) return undefined;
      const text = sealForCluster(value, cluster.publicKey, sealedFor);
      await this.#sealed.put({
        ...{ resource, output, revision, recipient, text },
      });
      return text;
    };
    const texts = await Promise.all(
      keys.map(async one => [one.key, await encryptOne(one)] as const),
    );
    return texts.flatMap(([key, text]) => (text ? [[key, text]] : []));
  }
}

/** The Secret of each resource that has secret outputs, with a key for each. */
function bindingsOf(resolved: Look<Place>['resolved']): Binding[] {
  return resolved
    .map(({ id, resource }) => ({
      name: secretNameOf(resource),
      keys: Object.keys(resource.definition.outputs)
        .filter(output => resource.definition.outputs[output].secret)
        .sort()
        .map(output => ({ key: output, resource: id, output })),
      like: {},
    }))
    .filter(({ keys }) => keys.length > 0);
}

function toBinding({ metadata, type, sealed }: SealedSecretObject): Binding {
  const { name, ...more } = metadata;
  const isPlain = Object.keys(more).length === 0;
  return {
    name,
    keys: Object.entries(sealed).map(([key, at]) => ({ key, ...at })),
    like: { ...(type && { type }), ...(!isPlain && { metadata: more }) },
  };
}

/** The operator asks the portal for each output. */
function externalSecret(
  { name, keys, like }: Binding,
  store: string,
): KubernetesObject {
  const isPlain = Object.keys(like).length === 0;
  const object = {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name },
    spec: {
      refreshInterval: '1m',
      secretStoreRef: { kind: 'ClusterSecretStore', name: store },
      target: { name, ...(!isPlain && { template: like }) },
      data: keys.map(({ key, resource, output }) => ({
        secretKey: key,
        remoteRef: { key: resource, property: output },
      })),
    },
  };
  return object;
}

/** The controller opens it, and makes the Secret. */
function sealedSecret(
  { name, like }: Binding,
  encrypted: [key: string, text: string][],
): KubernetesObject {
  const object = {
    apiVersion: 'bitnami.com/v1alpha1',
    kind: 'SealedSecret',
    metadata: { name },
    spec: {
      encryptedData: Object.fromEntries(encrypted),
      template: { ...like, metadata: { ...like.metadata, name } },
    },
  };
  return object;
}
