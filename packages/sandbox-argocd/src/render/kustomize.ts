import path from 'node:path';
import type { FileTree } from '../git/GitSources.ts';
import type { KustomizeSource, Manifest } from '../model.ts';
import {
  type ConfigMapArguments,
  generateConfigMap,
  hashOf,
} from './configMaps.ts';
import { applyPatch, type Patch } from './patches.ts';
import { parseManifests, parseYaml } from './parseManifests.ts';
import { RenderError } from './RenderError.ts';
import {
  addAnnotations,
  addLabels,
  type LabelRule,
  rename,
  setImages,
  setNamespace,
  setReplicas,
  type ImageRule,
} from './transformers.ts';

const NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

const KNOWN_FIELDS = [
  'apiVersion',
  'kind',
  'metadata',
  'resources',
  'bases',
  'images',
  'namespace',
  'namePrefix',
  'nameSuffix',
  'labels',
  'commonLabels',
  'commonAnnotations',
  'patches',
  'patchesStrategicMerge',
  'replicas',
  'configMapGenerator',
  'generatorOptions',
];

interface Kustomization {
  kind?: string;
  resources?: string[];
  bases?: string[];
  images?: ImageRule[];
  namespace?: string;
  namePrefix?: string;
  nameSuffix?: string;
  labels?: LabelRule[];
  commonLabels?: Record<string, string>;
  commonAnnotations?: Record<string, string>;
  patches?: Patch[];
  patchesStrategicMerge?: string[];
  replicas?: { name: string; count: number | string }[];
  configMapGenerator?: ConfigMapArguments[];
  generatorOptions?: { disableNameSuffixHash?: boolean };
}

/** The kustomization file of a folder, if it has one. */
export const findKustomization = (tree: FileTree, folder: string) =>
  NAMES.map(name => path.posix.join(folder, name)).find(file => tree.has(file));

/**
 * Builds a folder as `kustomize build` would, for a named part of kustomize.
 * @param overrides what the application itself asks for, on top
 * @throws RenderError naming the file, and the field when it is beyond that part
 */
export function renderKustomize(
  tree: FileTree,
  folder: string,
  overrides: KustomizeSource = {},
): Manifest[] {
  const hashed = new Set<Manifest>();
  const built = build(tree, folder, [], hashed);
  const manifests = transform(tree, folder, built, fromSource(overrides));
  for (const manifest of manifests.filter(one => hashed.has(one))) {
    rename(manifests, new Map([[manifest, `-${hashOf(manifest)}`]]));
  }
  return manifests;
}

function build(
  tree: FileTree,
  folder: string,
  above: string[],
  hashed: Set<Manifest>,
): Manifest[] {
  const file = findKustomization(tree, folder);
  if (!file) {
    throw new RenderError(`${folder}: there is no kustomization.yaml`);
  }
  if (above.includes(folder)) {
    throw new RenderError(`${file}: the folder includes itself`);
  }
  const kustomization = readKustomization(tree, file);
  const { resources = [], bases = [], configMapGenerator = [] } = kustomization;
  const manifests = [...bases, ...resources].flatMap(entry =>
    readResource(tree, folder, entry, [...above, folder], hashed),
  );
  for (const wanted of configMapGenerator) {
    const generated = generateConfigMap(tree, folder, wanted);
    const plain =
      wanted.options?.disableNameSuffixHash ??
      kustomization.generatorOptions?.disableNameSuffixHash;
    if (!plain) hashed.add(generated);
    manifests.push(generated);
  }
  return transform(tree, folder, manifests, kustomization);
}

function readKustomization(tree: FileTree, file: string): Kustomization {
  const [document = {}] = parseYaml(tree.get(file)!, file);
  const kustomization = (document ?? {}) as Kustomization;
  const unknown = Object.keys(kustomization).find(
    field => !KNOWN_FIELDS.includes(field),
  );
  if (unknown) {
    throw new RenderError(
      `${file}: the sandbox's part of kustomize has no "${unknown}"; it has ${KNOWN_FIELDS.slice(
        3,
      ).join(', ')}`,
    );
  }
  if (kustomization.kind && kustomization.kind !== 'Kustomization') {
    throw new RenderError(
      `${file}: kind ${kustomization.kind} is not one the sandbox knows`,
    );
  }
  return kustomization;
}

function readResource(
  tree: FileTree,
  folder: string,
  entry: string,
  above: string[],
  hashed: Set<Manifest>,
): Manifest[] {
  if (/^\w+:\/\/|^git@|\?ref=/.test(entry)) {
    throw new RenderError(
      `${folder}: the resource "${entry}" is remote; the sandbox reads only the same repository`,
    );
  }
  const target = path.posix.join(folder, entry);
  const text = tree.get(target);
  if (text !== undefined) return parseManifests(text, target);
  return build(tree, target.replace(/\/$/, ''), above, hashed);
}

function transform(
  tree: FileTree,
  folder: string,
  manifests: Manifest[],
  wanted: Kustomization,
): Manifest[] {
  const { namePrefix = '', nameSuffix = '' } = wanted;
  const patches = [
    ...(wanted.patchesStrategicMerge ?? []).map(entry =>
      entry.includes('\n') ? { patch: entry } : { path: entry },
    ),
    ...(wanted.patches ?? []),
  ];
  let result = manifests;
  for (const patch of patches) {
    result = applyPatch(tree, folder, result, patch);
  }
  if (wanted.namespace) setNamespace(result, wanted.namespace);
  if (namePrefix || nameSuffix) {
    rename(result, new Map(result.map(one => [one, nameSuffix])), namePrefix);
  }
  for (const rule of wanted.labels ?? []) addLabels(result, rule);
  if (wanted.commonLabels) {
    addLabels(result, { pairs: wanted.commonLabels, includeSelectors: true });
  }
  if (wanted.commonAnnotations) {
    addAnnotations(result, wanted.commonAnnotations);
  }
  for (const { name, count } of wanted.replicas ?? []) {
    setReplicas(result, name, Number(count));
  }
  for (const rule of wanted.images ?? []) setImages(result, rule);
  return result;
}

const SOURCE_FIELDS = [
  'namePrefix',
  'nameSuffix',
  'namespace',
  'images',
  'commonLabels',
  'commonAnnotations',
  'replicas',
  'patches',
  'version',
];

/** What an application may change without touching Git, as a layer of its own. */
function fromSource(source: KustomizeSource): Kustomization {
  const unknown = Object.keys(source).find(
    field => !SOURCE_FIELDS.includes(field) && source[field],
  );
  if (unknown) {
    throw new RenderError(
      `spec.source.kustomize.${unknown} is not one the sandbox knows`,
    );
  }
  const { images = [], ...rest } = source;
  return { ...rest, images: images.map(parseOverride) } as Kustomization;
}

/** `old=new:tag`, `name:tag` or `name@digest`. */
function parseOverride(text: string): ImageRule {
  const equals = text.indexOf('=');
  const wanted = text.slice(equals + 1);
  const [rest, digest] = wanted.split('@');
  const colon = rest.indexOf(':', rest.lastIndexOf('/') + 1);
  const name = colon < 0 ? rest : rest.slice(0, colon);
  return {
    name: equals < 0 ? name : text.slice(0, equals),
    newName: name,
    ...(colon >= 0 && { newTag: rest.slice(colon + 1) }),
    ...(digest && { digest }),
  };
}
