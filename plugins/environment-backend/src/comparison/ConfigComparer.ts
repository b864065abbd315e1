import type { ArgoCdInstances, ManagedResource } from '@towpath/argocd';
import type {
  Comparison,
  DeploymentState,
} from '@towpath/plugin-environment-common';
import { compareSettings } from './compareSettings';
import { settingsOf, type Manifest, type Settings } from './settingsOf';

type Difference = Pick<Comparison, 'config' | 'configProblem'>;

/** Compares how a service is configured in two environments, as Git says it should be. */
export class ConfigComparer {
  readonly #instances: ArgoCdInstances;

  constructor(instances: ArgoCdInstances) {
    this.#instances = instances;
  }

  /** Two calls to Argo CD. Never throws, but for the signal: it says why it could not compare. */
  async compare(
    from: DeploymentState | undefined,
    to: DeploymentState | undefined,
    signal?: AbortSignal,
  ): Promise<Difference> {
    if (!from || !to) {
      return { config: [], configProblem: 'It runs in one of the two only' };
    }
    try {
      const [before, after] = await Promise.all([
        this.#read(from, signal),
        this.#read(to, signal),
      ]);
      return { config: compareSettings(before, after) };
    } catch (error) {
      signal?.throwIfAborted();
      return { config: [], configProblem: (error as Error).message };
    }
  }

  async #read(
    { instance, application }: DeploymentState,
    signal?: AbortSignal,
  ): Promise<Settings[]> {
    const { name, namespace, project } = application;
    const resources = await this.#instances
      .get(instance)
      .managedResources({ name, appNamespace: namespace, project }, { signal });
    return resources.flatMap(readManifest).map(settingsOf);
  }
}

function readManifest({ targetState }: ManagedResource): Manifest[] {
  if (!targetState || targetState === 'null') return [];
  return [JSON.parse(targetState)];
}
