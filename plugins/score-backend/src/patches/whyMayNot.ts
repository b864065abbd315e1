import { isDeepStrictEqual } from 'node:util';
import { plainSecretFields } from '@towpath/plugin-score-node';
import { isMap } from '@towpath/resource-definitions';
import type { KubernetesObject } from '@towpath/score';
import { formatSteps, valueAt, type Step } from './paths';

/** What an object is, and where. */
export const IDENTITY: string[][] = [
  ['apiVersion'],
  ['kind'],
  ['metadata', 'name'],
  ['metadata', 'generateName'],
  ['metadata', 'namespace'],
];
/** By which the portal and Argo CD tell whose an object is. */
const KEPT_LABELS = ['name', 'instance', 'managed-by'].map(
  name => `app.kubernetes.io/${name}`,
);
const OWN = 'towpath.dev/';
/** By which an object finds the pods that it is about. */
const FINDERS = [
  ['spec', 'selector'],
  ['spec', 'scaleTargetRef'],
];
const CONTAINERS = ['containers', 'initContainers', 'ephemeralContainers'];

/** Whether a label or an annotation is no patch's to change. */
export function isKeptLabel(name: string): boolean {
  return name.startsWith(OWN) || KEPT_LABELS.includes(name);
}

/**
 * What a patch has done with an object that no patch may do; clauses without their full stop.
 *
 * @param options.isScaled - an autoscaler decides the number of its pods
 */
export function whyMayNot(
  before: KubernetesObject,
  after: KubernetesObject,
  options: { isScaled: boolean },
): string[] {
  return [
    ...identityChanges(before, after),
    ...selectorChanges(before, after),
    ...labelChanges(before, after),
    ...imageChanges(before, after),
    ...plainSecrets(before, after),
    ...(options.isScaled && valueAt(after, ['spec', 'replicas']) !== undefined
      ? ['it sets spec.replicas, and an autoscaler decides that number']
      : []),
  ];
}

function identityChanges(before: unknown, after: unknown): string[] {
  return IDENTITY.filter(
    path => !isDeepStrictEqual(valueAt(before, path), valueAt(after, path)),
  ).map(
    path =>
      `it changes ${path.join(
        '.',
      )}: what an object is called, of which kind and where it is stays`,
  );
}

function selectorChanges(before: unknown, after: unknown): string[] {
  return FINDERS.filter(
    path => !isDeepStrictEqual(valueAt(before, path), valueAt(after, path)),
  ).map(path => `it changes ${path.join('.')}, by which pods are found`);
}

function labelChanges(before: unknown, after: unknown): string[] {
  const selected = selectedLabels(before);
  const was = new Map(labelsIn(before));
  const is = new Map(labelsIn(after));
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter(place => was.get(place)?.value !== is.get(place)?.value)
    .filter(place => {
      const { name } = (was.get(place) ?? is.get(place))!;
      return isKeptLabel(name) || (was.has(place) && selected.includes(name));
    })
    .map(
      place =>
        `it changes ${place}, by which is told whose the object is or which pods are its`,
    );
}

function selectedLabels(object: unknown): string[] {
  const selector = valueAt(object, ['spec', 'selector']);
  const labels = valueAt(selector, ['matchLabels']) ?? selector;
  return isMap(labels) ? Object.keys(labels) : [];
}

/** All labels and annotations, those of pods too, by where they stand. */
function labelsIn(
  value: unknown,
  path: Step[] = [],
): [string, { name: string; value: unknown }][] {
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([key, below]) => {
    const here = [...path, key];
    const isTexts = key === 'labels' || key === 'annotations';
    if (path.at(-1) === 'metadata' && isTexts && isMap(below)) {
      return Object.entries(below).map(
        ([name, text]): [string, { name: string; value: unknown }] => [
          formatSteps([...here, name]),
          { name, value: text },
        ],
      );
    }
    return labelsIn(below, here);
  });
}

function imageChanges(before: unknown, after: unknown): string[] {
  const is = containersIn(after);
  return containersIn(before).flatMap(({ place, name, image }) => {
    const same = is.filter(one => one.place === place && one.name === name);
    if (same.length === 0) return [`it takes the container ${name} away`];
    return same.every(one => one.image === image)
      ? []
      : [
          `it changes the image of ${name}: which version runs is a promotion's`,
        ];
  });
}

interface Container {
  place: string;
  name: unknown;
  image: unknown;
}

function containersIn(value: unknown, path: Step[] = []): Container[] {
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([key, below]) => {
    const here = [...path, key];
    if (!CONTAINERS.includes(key) || !Array.isArray(below)) {
      return containersIn(below, here);
    }
    const place = formatSteps(here);
    return below
      .filter(isMap)
      .map(({ name, image }) => ({ place, name, image }));
  });
}

function plainSecrets(before: unknown, after: unknown): string[] {
  const had = plainSecretFields(before);
  return plainSecretFields(after)
    .filter(
      field =>
        !had.includes(field) ||
        !isDeepStrictEqual(valueAt(before, [field]), valueAt(after, [field])),
    )
    .map(
      field =>
        `it puts ${field} into a Secret, which everybody who reads the repository could read`,
    );
}
