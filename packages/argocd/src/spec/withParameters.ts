import { InputError } from '@backstage/errors';
import type {
  ApplicationSource,
  ApplicationSpec,
  HelmParameter,
} from '../types';

/** What to set in the source of an application. */
export interface ParameterChange {
  /** Helm parameters by name. */
  parameters?: Record<string, string | number | boolean>;
  /** Kustomize images, each `image:tag`, `image@digest` or `image=other:tag`. */
  images?: string[];
  forceString?: boolean;
  /** Which of several sources, counted from 1 as the argocd program does. */
  sourcePosition?: number;
}

/** Values of the source of an application by name; null where there is none. */
export type ParameterValues = {
  parameters: Record<string, string | null>;
  /** By the image that the override is about. */
  images: Record<string, string | null>;
};

/**
 * A spec with these parameters set, everything else as it was; the same object when it has them.
 *
 * @throws InputError when there are several sources and none is chosen.
 */
export function withParameters(
  spec: ApplicationSpec,
  change: ParameterChange,
): ApplicationSpec {
  const source = chooseSource(spec, change.sourcePosition);
  const changed = withImages(withHelmParameters(source, change), change);
  if (changed === source) return spec;
  return replaceSource(spec, source, changed);
}

/** The values that the change replaces: null where there was none. */
export function readParameters(
  spec: ApplicationSpec,
  change: ParameterChange,
): ParameterValues {
  const { helm, kustomize } = chooseSource(spec, change.sourcePosition);
  const parameterOf = (name: string) =>
    helm?.parameters?.find(known => known.name === name)?.value ?? null;
  const imageOf = (name: string) =>
    kustomize?.images?.find(known => imageName(known) === name) ?? null;
  const names = Object.keys(change.parameters ?? {});
  const images = (change.images ?? []).map(imageName);
  return {
    parameters: Object.fromEntries(names.map(n => [n, parameterOf(n)])),
    images: Object.fromEntries(images.map(n => [n, imageOf(n)])),
  };
}

/**
 * A spec in which the source has these values again, and nothing where they are null.
 *
 * @throws InputError when there are several sources and none is chosen.
 */
export function restoreParameters(
  spec: ApplicationSpec,
  { parameters, images }: ParameterValues,
  sourcePosition?: number,
): ApplicationSpec {
  const source = chooseSource(spec, sourcePosition);
  const without = <T>(all: T[] | undefined, gone: (one: T) => boolean) =>
    all?.filter(one => !gone(one));
  const helm = without(
    source.helm?.parameters,
    ({ name }) => parameters[name] === null,
  );
  const overrides = without(
    source.kustomize?.images,
    image => images[imageName(image)] === null,
  );
  const cleaned = {
    ...source,
    ...(helm && { helm: { ...source.helm, parameters: helm } }),
    ...(overrides && { kustomize: { ...source.kustomize, images: overrides } }),
  };
  return withParameters(replaceSource(spec, source, cleaned), {
    parameters: withoutNulls(parameters),
    images: Object.values(withoutNulls(images)),
    sourcePosition,
  });
}

function withoutNulls(values: Record<string, string | null>) {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value === null ? [] : [[name, value]],
    ),
  );
}

function replaceSource(
  spec: ApplicationSpec,
  before: ApplicationSource,
  after: ApplicationSource,
): ApplicationSpec {
  if (!spec.sources?.length) return { ...spec, source: after };
  return {
    ...spec,
    sources: spec.sources.map(one => (one === before ? after : one)),
  };
}

function chooseSource(
  { source, sources }: ApplicationSpec,
  position?: number,
): ApplicationSource {
  if (!sources?.length) {
    if (source) return source;
    throw new InputError('The application has no source to set parameters of');
  }
  if (position === undefined && sources.length > 1) {
    throw new InputError(
      `The application has ${sources.length} sources; sourcePosition must say which, from 1 to ${sources.length}`,
    );
  }
  const chosen = sources[(position ?? 1) - 1];
  if (chosen) return chosen;
  throw new InputError(
    `sourcePosition ${position} is not one of the ${sources.length} sources of the application`,
  );
}

function withHelmParameters(
  source: ApplicationSource,
  { parameters = {}, forceString }: ParameterChange,
): ApplicationSource {
  let known = source.helm?.parameters ?? [];
  const before = known;
  for (const [name, value] of Object.entries(parameters)) {
    known = withParameter(known, {
      name,
      value: String(value),
      ...(forceString && { forceString }),
    });
  }
  if (known === before) return source;
  return { ...source, helm: { ...source.helm, parameters: known } };
}

function withParameter(
  known: HelmParameter[],
  wanted: HelmParameter,
): HelmParameter[] {
  const found = known.find(({ name }) => name === wanted.name);
  if (!found) return [...known, wanted];
  const same =
    found.value === wanted.value &&
    (!wanted.forceString || found.forceString === true);
  if (same) return known;
  return known.map(one => (one === found ? { ...found, ...wanted } : one));
}

function withImages(
  source: ApplicationSource,
  { images = [] }: ParameterChange,
): ApplicationSource {
  const before = source.kustomize?.images ?? [];
  if (images.every(image => before.includes(image))) return source;
  const replaced = new Set(images.map(imageName));
  const kept = before.filter(image => !replaced.has(imageName(image)));
  return {
    ...source,
    kustomize: { ...source.kustomize, images: [...kept, ...images] },
  };
}

/** What an image override is about: `shop` of `shop=registry:5000/shop:1.2`, `a/b` of `a/b:1`. */
function imageName(image: string): string {
  if (image.includes('=')) return image.slice(0, image.indexOf('='));
  const [withoutDigest] = image.split('@');
  const slash = withoutDigest.lastIndexOf('/');
  const colon = withoutDigest.indexOf(':', slash + 1);
  return colon < 0 ? withoutDigest : withoutDigest.slice(0, colon);
}
