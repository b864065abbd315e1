import { ConflictError } from '@backstage/errors';
import { parseImage } from '@towpath/delivery';
import type { KustomizeImageEdit } from '@towpath/gitops';
import type { Layer, Look } from './Look';

/**
 * @throws ConflictError when an override of the application, or of a file beside the kustomization, would
 * take the place of what is written.
 */
export function requireNoImageOverride(
  { image, environment }: Look,
  edit: KustomizeImageEdit,
  layers: Layer[],
): void {
  for (const { where, source } of layers) {
    const override = source.kustomize?.images?.find(one =>
      decides(one, [edit.image, image]),
    );
    if (override) {
      throw new ConflictError(
        `${where} overrides the image by kustomize.images: ${override}. What is written in Git would change nothing in ${environment}: remove the override, or deliver by it (spec.delivery.strategy: argocd-parameter)`,
      );
    }
  }
}

/** `name=other:tag`, `name:tag` or `name@digest`; with `*` for a part that stays as Git has it. */
function decides(override: string, names: string[]): boolean {
  const at = override.indexOf('=');
  const { repository, tag, digest } = parseImage(override.slice(at + 1));
  const name = at < 0 ? repository : override.slice(0, at);
  return names.includes(name) && tag !== '*' && digest !== '*';
}
