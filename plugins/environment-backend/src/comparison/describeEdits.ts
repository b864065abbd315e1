import { readParameters, type ArgoCdInstances } from '@towpath/argocd';
import type { ApplicationTarget } from '@towpath/delivery';
import type { GitRepositories } from '@towpath/gitops';
import type { Edit } from '@towpath/plugin-environment-common';
import type { DeliveryTarget } from '../model/PromotionPlan';
import { readApplication } from '../deployments/readApplication';

/** What a target writes, with the values that are there now. */
export async function describeEdits(
  services: { repositories: GitRepositories; instances: ArgoCdInstances },
  target: DeliveryTarget,
  application: ApplicationTarget,
  signal?: AbortSignal,
): Promise<Edit[]> {
  return target.type === 'git'
    ? describeValues(services.repositories, target)
    : describeParameters(services.instances, target, application, signal);
}

async function describeValues(
  repositories: GitRepositories,
  target: Extract<DeliveryTarget, { type: 'git' }>,
): Promise<Edit[]> {
  const { repository: url, branch, edits } = target;
  const repository = repositories.open({ url, branch });
  const { values } = await repository.preview(edits);
  return values.map(({ file, path, before, after }) => ({
    repository: repository.pageUrl,
    file,
    path,
    before,
    after: after ?? '',
  }));
}

async function describeParameters(
  instances: ArgoCdInstances,
  target: Extract<DeliveryTarget, { type: 'parameter' }>,
  application: ApplicationTarget,
  signal?: AbortSignal,
): Promise<Edit[]> {
  const { spec } = await readApplication(instances, application, signal);
  const now = readParameters(spec, target);
  const at = { repository: application.url, file: application.name };
  return [
    ...Object.entries(now.parameters).map(([name, before]) => ({
      ...at,
      path: `helm.parameters[${name}]`,
      before: before ?? undefined,
      after: String(target.parameters?.[name]),
    })),
    ...Object.entries(now.images).map(([name, before]) => ({
      ...at,
      path: `kustomize.images[${name}]`,
      before: before ?? undefined,
      after: target.images?.find(image => image.startsWith(name)) ?? '',
    })),
  ];
}
