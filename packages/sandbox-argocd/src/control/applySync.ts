import { randomUUID } from 'node:crypto';
import {
  type ApplicationRecord,
  type LiveResource,
  type Manifest,
  refOf,
  type ResourceResult,
  type SyncOperation,
  timeOf,
} from '../model.ts';
import { imagesOf } from '../render/images.ts';
import type { Timings } from '../types.ts';
import {
  HOOK,
  hasRef,
  isHook,
  isInSync,
  type Pair,
  pairUp,
} from './compare.ts';
import { podImages } from './pods.ts';

/** The object cannot be applied; the value says why. */
const SYNC_FAIL = 'sandbox.towpath.dev/sync-fail';
const OPTIONS = 'argocd.argoproj.io/sync-options';

export interface Applied {
  live: LiveResource[];
  results: ResourceResult[];
}

const isWanted = (pair: Pair, { syncOptions = [] }: SyncOperation): boolean =>
  !isInSync(pair) || !syncOptions.includes('ApplyOutOfSyncOnly=true');

const hookResult = (manifest: Manifest): ResourceResult => ({
  ...refOf(manifest),
  status: 'Synced',
  hookType: manifest.metadata.annotations![HOOK],
  hookPhase: 'Succeeded',
  syncPhase: manifest.metadata.annotations![HOOK],
  message: 'not run: the sandbox runs no container',
});

const kindOf = ({ kind, apiVersion }: Manifest) =>
  apiVersion.includes('/')
    ? `${kind.toLowerCase()}.${apiVersion.split('/')[0]}`
    : kind.toLowerCase();

/**
 * Brings the cluster to what Git asks for, as far as the operation wants it.
 * @returns what runs then, and what was done to each object
 */
export function applySync(
  { live }: ApplicationRecord,
  target: Manifest[],
  operation: SyncOperation,
  time: { now: Date; timings: Timings },
): Applied {
  const pairs = pairUp(target, live).filter(
    pair => !operation.resources?.length || hasRef(operation.resources, pair),
  );
  const changed = new Map<string, LiveResource | undefined>();
  const results = pairs
    .filter(pair => isWanted(pair, operation))
    .map(pair => applyPair(pair, operation, time, changed));
  const hooks = operation.resources?.length ? [] : target.filter(isHook);
  const kept = pairUp([], live).flatMap(({ key, live: one }) =>
    changed.has(key) ? [] : one!,
  );
  const applied = [...changed.values()].flatMap(one => one ?? []);
  return {
    live: operation.dryRun ? live : [...kept, ...applied],
    results: [...hooks.map(hookResult), ...results],
  };
}

function applyPair(
  pair: Pair,
  operation: SyncOperation,
  { now, timings }: { now: Date; timings: Timings },
  changed: Map<string, LiveResource | undefined>,
): ResourceResult {
  const { key, target, live } = pair;
  if (!target) return prunePair(pair, operation, changed);
  const refusal = target.metadata.annotations?.[SYNC_FAIL];
  const images = imagesOf([target]);
  const base = { ...refOf(target), ...(images.length && { images }) };
  if (refusal) {
    return {
      ...base,
      status: 'SyncFailed',
      syncPhase: 'Sync',
      message: refusal,
    };
  }
  const inSync = isInSync(pair);
  changed.set(key, {
    manifest: target,
    uid: live?.uid ?? randomUUID(),
    createdAt: live?.createdAt ?? timeOf(now),
    changedAt: inSync ? live!.changedAt : now.toISOString(),
    ranBefore: inSync
      ? live!.ranBefore
      : live && podImages(live, now, timings.rollout),
  });
  const kind = kindOf(target);
  return {
    ...base,
    status: 'Synced',
    syncPhase: 'Sync',
    message: `${kind}/${target.metadata.name} ${verbOf(pair)}${
      operation.dryRun ? ' (dry run)' : ''
    }`,
  };
}

function verbOf(pair: Pair): string {
  if (!pair.live) return 'created';
  return isInSync(pair) ? 'unchanged' : 'configured';
}

function prunePair(
  { key, live }: Pair,
  { prune, dryRun }: SyncOperation,
  changed: Map<string, LiveResource | undefined>,
): ResourceResult {
  const { manifest } = live!;
  const options = manifest.metadata.annotations?.[OPTIONS] ?? '';
  const base = { ...refOf(manifest), syncPhase: 'Sync' };
  if (options.split(',').includes('Prune=false')) {
    return { ...base, status: 'PruneSkipped', message: 'ignored (no prune)' };
  }
  if (!prune) {
    const message = 'ignored (requires pruning)';
    return { ...base, status: 'PruneSkipped', message };
  }
  changed.set(key, undefined);
  const message = dryRun ? 'pruned (dry run)' : 'pruned';
  return { ...base, status: 'Pruned', message };
}
