import { InputError } from '@backstage/errors';
import type { JsonObject, JsonValue } from '@backstage/types';
import {
  sealedOutput,
  type DriverRequest,
  type SealedSecretObject,
  isMap,
  neverOpen,
} from '@towpath/plugin-score-node';
import { isSecretText, type KubernetesObject } from '@towpath/score';
import { problemsOfManifests } from '../manifests/checkManifests';
import type { Rendered } from './Rendered';
import {
  confidential,
  isSecret,
  isSecretName,
  secretTextsIn,
  valuesOf,
} from './secretsOf';
import {
  findSecretIn,
  isMarked,
  withReferences,
  type SecretValue,
} from './secretTexts';

/** What a provisioner has made, as it may be shown and written. */
export interface Delivered {
  outputs: JsonObject;
  manifests: KubernetesObject[];
  secrets: Record<string, string>;
}

type Manifest = Record<string, unknown>;

/**
 * Takes the secrets out of what a provisioner has made: Secrets keep their names and keys, and their values are sealed;
 * outputs refer to them.
 *
 * @throws InputError where a secret would stand in Git, or an object cannot go there
 */
export function deliver(
  { outputs, manifests, knows }: Rendered,
  request: DriverRequest,
): Delivered {
  const objects = lastOfEach(manifests);
  const own = outputsAsSecret(outputs, objects, request);
  const all = [...objects, ...own];
  const values = all.filter(isSecret).flatMap(valuesOf);
  const hidden = confidential(values);
  const named = new Set(values.map(({ secret }) => secret));
  const texts = secretTextsIn(knows).filter(text => !named.has(text));
  const known = [...hidden, ...unnamed(texts, hidden)];
  const others = all.filter(one => !isSecret(one));
  others.forEach(one => refuseSecrets(one, known));
  refuseProblems(all, request);
  return {
    outputs: openOutputs(outputs, hidden),
    manifests: all.map(one =>
      isSecret(one) && valuesOf(one).length > 0
        ? sealed(one, request.resource.id)
        : (one as unknown as KubernetesObject),
    ),
    secrets: Object.fromEntries(
      values.map(({ secret, key, value }) => [
        sealedOutput(secret, key),
        value,
      ]),
    ),
  };
}

/** Of two with one name the last one counts, as it does for score-k8s. */
function lastOfEach(manifests: Manifest[]): Manifest[] {
  const keyOf = ({ apiVersion, kind, metadata }: Manifest) =>
    JSON.stringify([apiVersion, kind, isMap(metadata) ? metadata.name : null]);
  return [...new Map(manifests.map(one => [keyOf(one), one])).values()];
}

/** A Secret for outputs that are called as secrets are, and are in none. */
function outputsAsSecret(
  outputs: JsonObject,
  manifests: Manifest[],
  { resource }: DriverRequest,
): Manifest[] {
  const held = manifests.filter(isSecret).flatMap(valuesOf);
  const stringData = Object.fromEntries(
    Object.entries(outputs).filter(
      ([name, value]) =>
        isSecretName(name) &&
        typeof value === 'string' &&
        value !== '' &&
        typeof withReferences(value, held) === 'string',
    ),
  );
  if (Object.keys(stringData).length === 0) return [];
  const metadata = { name: `provisioned-${resource.id.slice(0, 8)}` };
  return [{ apiVersion: 'v1', kind: 'Secret', metadata, stringData }];
}

/** Secrets that are in no Secret, for which there is no reference. */
function unnamed(texts: string[], named: SecretValue[]): SecretValue[] {
  return texts
    .filter(value => !named.some(one => one.value === value))
    .map(value => ({ secret: '', key: '', value }));
}

function refuseSecrets(object: Manifest, secrets: SecretValue[]): void {
  const { metadata, kind } = object;
  const whose = `${kind} ${isMap(metadata) ? metadata.name : ''}`;
  for (const { path, text } of textsIn(object)) {
    if (isMarked(text)) {
      throw new InputError(
        `${whose} has a reference to a Secret in ${path}, where none can be: write valueFrom with secretKeyRef`,
      );
    }
    const found = findSecretIn(text, secrets);
    if (!found) continue;
    const way = found.secret
      ? `refer to the key ${found.key} of the Secret ${found.secret}`
      : 'put it into a Secret among the manifests, and refer to that';
    throw new InputError(
      `${whose} has a secret in clear in ${path}, which everybody who reads the repository could read: ${way}`,
    );
  }
}

function* textsIn(
  value: unknown,
  path = '',
): Generator<{ path: string; text: string }> {
  if (typeof value === 'string') yield { path, text: value };
  if (Array.isArray(value)) {
    for (const [at, one] of value.entries())
      yield* textsIn(one, `${path}[${at}]`);
  } else if (isMap(value)) {
    for (const [key, one] of Object.entries(value)) {
      yield { path: path || 'a key', text: key };
      yield* textsIn(one, path ? `${path}.${key}` : key);
    }
  }
}

function refuseProblems(
  objects: Manifest[],
  { namespace }: DriverRequest,
): void {
  if (objects.length === 0) return;
  const bare = objects.map(one =>
    isSecret(one) ? { ...one, data: undefined, stringData: undefined } : one,
  );
  const problems = problemsOfManifests(bare as unknown as JsonValue, {
    ...{ isOpen: neverOpen, namespace, allowClusterScoped: false },
  });
  if (problems.length === 0) return;
  throw new InputError(
    problems.join('; ').replaceAll('settings.manifests', 'manifests'),
  );
}

function sealed(object: Manifest, resource: string): SealedSecretObject {
  const metadata = object.metadata as SealedSecretObject['metadata'];
  const { name, labels, annotations } = metadata;
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name,
      ...(labels && { labels }),
      ...(annotations && { annotations }),
    },
    ...(typeof object.type === 'string' && { type: object.type }),
    sealed: Object.fromEntries(
      valuesOf(object).map(({ key }) => [
        key,
        { resource, output: sealedOutput(name, key) },
      ]),
    ),
  };
}

function openOutputs(outputs: JsonObject, secrets: SecretValue[]): JsonObject {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, value]) => [
      name,
      typeof value === 'string'
        ? (withReferences(value, secrets) as unknown as JsonValue)
        : inside(value, secrets, name),
    ]),
  );
}

/** Within a map or list a text is a reference, or has none. */
function inside(
  value: JsonValue | undefined,
  secrets: SecretValue[],
  path: string,
): JsonValue {
  if (typeof value === 'string') {
    const resolved = withReferences(value, secrets);
    if (!isSecretText(resolved)) return resolved as unknown as JsonValue;
    throw new InputError(
      `The output ${path} has a secret within a longer text, and stands in a map or list: give it out by a name of its own`,
    );
  }
  if (Array.isArray(value)) {
    return value.map((one, at) => inside(one, secrets, `${path}[${at}]`));
  }
  if (!isMap(value)) return value ?? null;
  if (Object.keys(value).some(key => findSecretIn(key, secrets))) {
    throw new InputError(
      `The output ${path} has a secret as a key of a map: give it out as a value`,
    );
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      inside(one as JsonValue, secrets, `${path}.${key}`),
    ]),
  );
}
