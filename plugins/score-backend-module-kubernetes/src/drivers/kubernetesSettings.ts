import { InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import {
  type DriverRequest,
  namedTwice,
  problemsOfOutputs,
  shown,
  strangersIn,
  neverOpen,
} from '@towpath/plugin-score-node';
import type { KubernetesObject } from '@towpath/score';
import {
  problemsOfManifests,
  type ManifestRules,
} from '../manifests/checkManifests';
import { problemsOfSecretOutputs } from '../settings/secretOutputs';

/** What a resource definition says about objects of Kubernetes. */
export interface KubernetesSettings {
  manifests: KubernetesObject[];
  outputs: JsonObject;
  /** What to make for each secret output. */
  secretOutputs: JsonObject;
}

const NAMES = ['manifests', 'outputs', 'secretOutputs', 'allowClusterScoped'];

/** Why these settings cannot be used, one sentence each. */
export function problemsOf(
  settings: JsonObject,
  rules: Omit<ManifestRules, 'allowClusterScoped'>,
): string[] {
  const { manifests, outputs, secretOutputs, allowClusterScoped } = settings;
  const { isOpen } = rules;
  return [
    ...strangersIn(settings, NAMES),
    ...(allowClusterScoped === undefined ||
    typeof allowClusterScoped === 'boolean'
      ? []
      : [
          `settings.allowClusterScoped is ${shown(
            allowClusterScoped,
          )}: give true or false, and no expression`,
        ]),
    ...problemsOfManifests(manifests, {
      ...rules,
      allowClusterScoped: allowClusterScoped === true,
    }),
    ...problemsOfOutputs(outputs, 'settings.outputs', isOpen),
    ...problemsOfSecretOutputs(secretOutputs, isOpen),
    ...namedTwice(
      ['settings.outputs', outputs],
      ['settings.secretOutputs', secretOutputs],
    ),
  ];
}

/** @throws InputError with all that is wrong with them */
export function kubernetesSettings({
  settings,
  namespace,
}: DriverRequest): KubernetesSettings {
  const problems = problemsOf(settings, { isOpen: neverOpen, namespace });
  if (problems.length > 0) throw new InputError(problems.join('; '));
  const { manifests, outputs = {}, secretOutputs = {} } = settings;
  return {
    manifests: manifests as unknown as KubernetesObject[],
    outputs: outputs as JsonObject,
    secretOutputs: secretOutputs as JsonObject,
  };
}
