import { isMap } from 'yaml';
import type { YAMLMap } from 'yaml';
import type { PathSegment } from '../diagnostics/diagnostic';
import {
  keyText,
  pairOf,
  pairs,
  renameKey,
  takePair,
  valueOf,
} from '../load/nodes';
import type { NodePair } from '../load/nodes';
import type { Tree } from '../load/tree';
import { containersOf, insertAfter, keepComments } from './change';
import type { ChangeLog } from './change';
import { keepInMetadata } from './leftovers';

const OFFICIAL: Record<string, string> = {
  liveness: 'livenessProbe',
  readiness: 'readinessProbe',
  livenessProbe: 'livenessProbe',
  readinessProbe: 'readinessProbe',
};

/** What other formats let a probe say and Score has no place for. */
const NO_PLACE = [
  'initialDelaySeconds',
  'periodSeconds',
  'timeoutSeconds',
  'successThreshold',
  'failureThreshold',
  'terminationGracePeriodSeconds',
  'tcpSocket',
  'grpc',
];

/** `probes.liveness` and its like become the probes that Score has. */
export function normaliseProbes(tree: Tree, log: ChangeLog): void {
  for (const { name, node, path } of containersOf(tree)) {
    const pair = pairOf(node, 'probes');
    if (pair) unfold(tree, node, pair, { name, path }, log);
    for (const field of ['livenessProbe', 'readinessProbe']) {
      keepWhatHasNoPlace(tree, node, field, { name, path }, log);
    }
  }
}

interface Place {
  name: string;
  path: PathSegment[];
}

function unfold(
  tree: Tree,
  container: YAMLMap,
  pair: NodePair,
  { name, path }: Place,
  log: ChangeLog,
): void {
  const probes = pair.value;
  if (valueOf(probes) !== null && !isMap(probes)) return;
  let last = pair;
  for (const probe of isMap(probes) ? [...pairs(probes)] : []) {
    const old = keyText(probe.key);
    const official = Object.hasOwn(OFFICIAL, old) ? OFFICIAL[old] : undefined;
    const here = [...path, 'probes', old];
    if (official && !pairOf(container, official)) {
      log.changed({
        code: 'dialect/probes',
        message: `probes.${old} is not known in a container; Score takes ${official}`,
        fix: `write ${official}`,
        path: here,
        node: probe.key,
      });
      takePair(probes as YAMLMap, old);
      renameKey(probe, official);
      insertAfter(container, last, probe);
      last = probe;
    } else if (official) {
      log.refused({
        code: 'dialect/probes',
        message: `probes.${old} and ${official} are both given; which of them counts cannot be told`,
        fix: 'remove one of the two',
        path: here,
        node: probe.key,
      });
    } else {
      keepInMetadata(tree, probes as YAMLMap, old, {
        keptAt: ['containers', name, 'probes'],
        path: here,
        log,
      });
    }
  }
  dropWhenEmpty(container, pair, path, log);
}

function dropWhenEmpty(
  container: YAMLMap,
  pair: NodePair,
  path: PathSegment[],
  log: ChangeLog,
): void {
  const { value } = pair;
  if (isMap(value) && value.items.length) return;
  const next = pairs(container)[pairs(container).indexOf(pair) + 1];
  if (!next) {
    log.changed({
      code: 'dialect/probes',
      message: 'probes is not known in a container, and here it is empty',
      fix: 'remove probes',
      path: [...path, 'probes'],
      node: pair.key,
    });
  }
  takePair(container, 'probes');
  const heir = next ?? pairs(container)[0];
  if (heir) keepComments(heir.key, pair.key, value);
  if (heir && pair.key.spaceBefore) heir.key.spaceBefore = true;
}

function keepWhatHasNoPlace(
  tree: Tree,
  container: YAMLMap,
  field: string,
  { name, path }: Place,
  log: ChangeLog,
): void {
  const probe = pairOf(container, field)?.value;
  if (!isMap(probe)) return;
  const odd = NO_PLACE.filter(key => pairOf(probe, key));
  if (!odd.length) return;
  const checks = pairOf(probe, 'httpGet') ?? pairOf(probe, 'exec');
  if (!checks) {
    // Without a check Score would refuse what is left of the probe.
    keepInMetadata(tree, container, field, {
      keptAt: ['containers', name],
      path: [...path, field],
      log,
    });
    return;
  }
  for (const key of odd) {
    keepInMetadata(tree, probe, key, {
      keptAt: ['containers', name, field],
      path: [...path, field, key],
      log,
    });
  }
}
