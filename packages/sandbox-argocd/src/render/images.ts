import type { Manifest } from '../model.ts';

export interface ImageName {
  name: string;
  tag?: string;
  digest?: string;
}

/** Takes `registry:5000/team/app:1.2@sha256:…` apart. */
export function parseImage(text: string): ImageName {
  const [rest, digest] = text.split('@');
  const colon = rest.indexOf(':', rest.lastIndexOf('/') + 1);
  return {
    name: colon < 0 ? rest : rest.slice(0, colon),
    ...(colon >= 0 && { tag: rest.slice(colon + 1) }),
    ...(digest && { digest }),
  };
}

export const formatImage = ({ name, tag, digest }: ImageName): string =>
  `${name}${tag ? `:${tag}` : ''}${digest ? `@${digest}` : ''}`;

interface Container {
  name: string;
  image?: string;
}

/** The containers of a workload, those that prepare it included. */
export function containersOf(manifest: Manifest): Container[] {
  const pod = podOf(manifest);
  return [...(pod?.initContainers ?? []), ...(pod?.containers ?? [])];
}

/** The pod that a workload makes; undefined for everything else. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function podOf({ kind, spec }: Manifest): any {
  if (kind === 'Pod') return spec;
  if (kind === 'CronJob') return spec?.jobTemplate?.spec?.template?.spec;
  return spec?.template?.spec;
}

/** The images of all containers, each once, in order. */
export const imagesOf = (manifests: Manifest[]): string[] =>
  [
    ...new Set(
      manifests.flatMap(manifest =>
        containersOf(manifest).flatMap(({ image }) => image ?? []),
      ),
    ),
  ].sort();
