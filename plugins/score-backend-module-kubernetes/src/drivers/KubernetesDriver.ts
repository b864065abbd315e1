import type { JsonObject } from '@backstage/types';
import {
  type DriverCall,
  type DriverPlan,
  type DriverRequest,
  type FieldChange,
  type Provided,
  type ResourceDriver,
  isExpression,
} from '@towpath/plugin-score-node';
import type { KubernetesObject } from '@towpath/score';
import {
  differences,
  manifestChanges,
  notesOnRemoved,
} from '../manifests/manifestChanges';
import { makeSecrets } from '../settings/secretOutputs';
import {
  kubernetesSettings,
  problemsOf,
  type KubernetesSettings,
} from './kubernetesSettings';
import { UnaskedDriver } from './UnaskedDriver';

/** What the driver keeps between its calls. */
interface KubernetesState {
  manifests: KubernetesObject[];
  outputs: JsonObject;
  /** Names of the secrets that were made. Their values are sealed elsewhere. */
  secrets: string[];
}

/**
 * Provides objects of Kubernetes. It asks no cluster: they go to Git with the workload's, Argo CD deploys them and says
 * whether they are healthy, and they leave the cluster when they leave Git.
 */
export class KubernetesDriver extends UnaskedDriver implements ResourceDriver {
  readonly name = 'kubernetes';

  checkSettings(settings: JsonObject): string[] {
    return problemsOf(settings, { isOpen: isExpression });
  }

  async plan(request: DriverRequest, call: DriverCall): Promise<DriverPlan> {
    call.signal.throwIfAborted();
    const settings = kubernetesSettings(request);
    const { manifests, outputs } = settings;
    const state = stateOf(request);
    if (!state) return { action: 'create', changes: [], outputs, manifests };
    const changes = changesOf(state, settings);
    const action = changes.length > 0 ? 'update' : 'none';
    const notes = notesOnRemoved(state.manifests, manifests);
    return { action, changes, outputs, manifests, notes };
  }

  async apply(request: DriverRequest, call: DriverCall): Promise<Provided> {
    call.signal.throwIfAborted();
    const { manifests, outputs, secretOutputs } = kubernetesSettings(request);
    const made = stateOf(request)?.secrets ?? [];
    const names = Object.keys(secretOutputs).sort();
    return {
      state: { manifests, outputs, secrets: names } as unknown as JsonObject,
      outputs,
      secrets: makeSecrets(secretOutputs, made),
      manifests,
    };
  }
}

function stateOf({ state }: DriverRequest): KubernetesState | undefined {
  return state as unknown as KubernetesState | undefined;
}

function changesOf(
  state: KubernetesState,
  { manifests, outputs, secretOutputs }: KubernetesSettings,
): FieldChange[] {
  const wanted = Object.keys(secretOutputs);
  return [
    ...manifestChanges(state.manifests, manifests),
    ...differences(state.outputs, outputs, 'outputs'),
    ...wanted
      .filter(name => !state.secrets.includes(name))
      .map(name => ({ field: `secret ${name}`, after: 'made' })),
    ...state.secrets
      .filter(name => !wanted.includes(name))
      .map(name => ({
        field: `secret ${name}`,
        before: 'there',
        after: 'removed',
      })),
  ];
}
