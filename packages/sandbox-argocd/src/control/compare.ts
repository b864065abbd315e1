import equal from 'fast-deep-equal';
import {
  type ApplicationRecord,
  keyOfManifest,
  type LiveResource,
  type Manifest,
  refOf,
  type ResourceRef,
  type ResourceStatus,
  type SyncCode,
} from '../model.ts';
import { healthOf } from './health.ts';

export const HOOK = 'argocd.argoproj.io/hook';
const WAVE = 'argocd.argoproj.io/sync-wave';

export const isHook = ({ metadata }: Manifest): boolean =>
  metadata.annotations?.[HOOK] !== undefined;

const waveOf = ({ metadata }: Manifest): number =>
  Number(metadata.annotations?.[WAVE]) || 0;

/** Whether objects are applied in more than one wave. */
export const hasWaves = (manifests: Manifest[]): boolean =>
  new Set(manifests.map(waveOf)).size > 1;

/** What Git asks for beside what runs, object by object. */
export interface Pair {
  key: string;
  target?: Manifest;
  live?: LiveResource;
}

export function pairUp(target: Manifest[], live: LiveResource[]): Pair[] {
  const pairs = new Map<string, Pair>();
  for (const manifest of target.filter(one => !isHook(one))) {
    const key = keyOfManifest(manifest);
    pairs.set(key, { key, target: manifest });
  }
  for (const resource of live) {
    const key = keyOfManifest(resource.manifest);
    pairs.set(key, { ...pairs.get(key), key, live: resource });
  }
  return [...pairs.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

export const isInSync = ({ target, live }: Pair): boolean =>
  !!target && !!live && equal(target, live.manifest);

/** The list of objects with their sync state and health, as the API shows it. */
export function describeResources(
  { live }: ApplicationRecord,
  target: Manifest[] | undefined,
  now: Date,
  rollout: number,
): ResourceStatus[] {
  return pairUp(target ?? [], live).map(pair => {
    const manifest = (pair.target ?? pair.live?.manifest)!;
    const wave = waveOf(manifest);
    const health = pair.live
      ? healthOf(pair.live, now, rollout)
      : ({ status: 'Missing' } as const);
    let status: SyncCode = isInSync(pair) ? 'Synced' : 'OutOfSync';
    if (!target) status = 'Unknown';
    return {
      ...refOf(manifest),
      status,
      ...(health && { health }),
      ...(target && !pair.target && { requiresPruning: true }),
      ...(wave && { syncWave: wave }),
    };
  });
}

/** Synced when every object is. */
export const syncCodeOf = (resources: ResourceStatus[]): SyncCode =>
  resources.every(({ status }) => status === 'Synced') ? 'Synced' : 'OutOfSync';

/** True when the object is one of those that a partial sync names. */
export function hasRef(refs: ResourceRef[], pair: Pair): boolean {
  const ref = refOf((pair.target ?? pair.live?.manifest)!);
  return refs.some(
    ({ group = '', kind, name, namespace }) =>
      group === (ref.group ?? '') &&
      kind === ref.kind &&
      name === ref.name &&
      (!namespace || namespace === ref.namespace),
  );
}
