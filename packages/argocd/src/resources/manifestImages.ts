import type { ManagedResource } from '../types';

/** A resource of an application and the images that its manifest names. */
export interface ImagesOf {
  group?: string;
  kind: string;
  namespace?: string;
  name: string;
  images: string[];
}

/**
 * The images that the manifests of an application name, as Git says they should be or as they are in the
 * cluster. Every field `image` counts, since resources of other makers run pods too.
 */
export function manifestImages(
  resources: ManagedResource[],
  which: 'targetState' | 'liveState',
): ImagesOf[] {
  const all = resources.map(resource => {
    const { group, kind, namespace, name } = resource;
    const manifest = readManifest(resource[which]);
    return {
      ref: { group, kind: kind ?? '', namespace, name: name ?? '' },
      images: [...new Set(imagesIn(manifest))],
      runs: (manifest as Referring | undefined)?.spec?.workloadRef,
    };
  });
  return all.flatMap(({ ref, images, runs }) => {
    // A Rollout may leave its pods to a Deployment.
    const theirs = all.find(
      one => runs && one.ref.kind === runs.kind && one.ref.name === runs.name,
    );
    const named = images.length > 0 ? images : theirs?.images ?? [];
    return named.length > 0 ? [{ ...ref, images: named }] : [];
  });
}

interface Referring {
  spec?: { workloadRef?: { kind?: string; name?: string } };
}

function readManifest(text: string | undefined): unknown {
  return !text || text === 'null' ? undefined : JSON.parse(text);
}

function imagesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(imagesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'image' && typeof inner === 'string' ? [inner] : imagesIn(inner),
  );
}
