import path from 'node:path';
import jsonPatch from 'fast-json-patch';
import type { FileTree } from '../git/GitSources.ts';
import { groupOf, type Manifest, versionOf } from '../model.ts';
import { parseLabelSelector } from './labelSelector.ts';
import { parseYaml } from './parseManifests.ts';
import { RenderError } from './RenderError.ts';
import { strategicMerge } from './strategicMerge.ts';

export interface Patch {
  path?: string;
  patch?: string;
  target?: PatchTarget;
  options?: object;
}

interface PatchTarget {
  group?: string;
  version?: string;
  kind?: string;
  name?: string;
  namespace?: string;
  labelSelector?: string;
  annotationSelector?: string;
}

/**
 * Applies one entry of `patches`: a strategic merge patch or JSON patch operations.
 * @throws RenderError when it fits no object or cannot be read
 */
export function applyPatch(
  tree: FileTree,
  folder: string,
  manifests: Manifest[],
  patch: Patch,
): Manifest[] {
  const where = patch.path
    ? path.posix.join(folder, patch.path)
    : `${folder}: a patch`;
  const text = patch.path ? tree.get(where) : patch.patch;
  if (text === undefined) throw new RenderError(`${where}: no such patch`);
  return parseYaml(text, where).reduce<Manifest[]>(
    (result, document) => applyDocument(result, document, patch.target, where),
    manifests,
  );
}

function applyDocument(
  manifests: Manifest[],
  document: unknown,
  target: PatchTarget | undefined,
  where: string,
): Manifest[] {
  const fits = selects(document, target, where);
  if (!manifests.some(fits)) {
    throw new RenderError(`${where}: no matches for the patch's target`);
  }
  return manifests.flatMap(manifest => {
    if (!fits(manifest)) return manifest;
    const patched = Array.isArray(document)
      ? applyOperations(manifest, document, where)
      : strategicMerge(manifest, document as Record<string, unknown>);
    if ((document as { $patch?: string }).$patch === 'delete') return [];
    // The patch names its target, it does not rename it. Identity is kept for the hash suffix.
    return Object.assign(clear(manifest), patched, {
      kind: patched.kind,
    }) as Manifest;
  });
}

function clear(manifest: Manifest): object {
  for (const field of Object.keys(manifest)) delete manifest[field];
  return manifest;
}

function applyOperations(
  manifest: Manifest,
  operations: unknown[],
  where: string,
): Record<string, unknown> {
  try {
    const copy = structuredClone(manifest);
    const list = operations as Parameters<typeof jsonPatch.applyPatch>[1];
    return jsonPatch.applyPatch(copy, list, true).newDocument;
  } catch (error) {
    const [message] = (error as Error).message.split('\n');
    throw new RenderError(`${where}: ${message}`);
  }
}

function selects(
  document: unknown,
  target: PatchTarget | undefined,
  where: string,
): (manifest: Manifest) => boolean {
  if (target) return selectsTarget(target, where);
  const { kind, metadata } = (document ?? {}) as Partial<Manifest>;
  if (!kind || !metadata?.name) {
    throw new RenderError(`${where}: needs a target, or a kind and a name`);
  }
  return manifest =>
    manifest.kind === kind &&
    manifest.metadata.name === metadata.name &&
    (!metadata.namespace || metadata.namespace === manifest.metadata.namespace);
}

function selectsTarget(
  target: PatchTarget,
  where: string,
): (manifest: Manifest) => boolean {
  if (target.annotationSelector) {
    throw new RenderError(
      `${where}: target.annotationSelector is not one the sandbox knows`,
    );
  }
  const labels = parseLabelSelector(target.labelSelector ?? '');
  const fits = (pattern: string | undefined, value = '') =>
    !pattern || new RegExp(`^(?:${pattern})$`).test(value);
  return manifest =>
    fits(target.group, groupOf(manifest)) &&
    fits(target.version, versionOf(manifest)) &&
    fits(target.kind, manifest.kind) &&
    fits(target.name, manifest.metadata.name) &&
    fits(target.namespace, manifest.metadata.namespace) &&
    labels(manifest.metadata.labels ?? {});
}
