import { InputError } from '@backstage/errors';
import {
  parsePath,
  type Edit,
  type GitRepositories,
  type GitRepository,
} from '@towpath/gitops';
import type {
  DeploymentSource,
  DeploymentState,
  EnvironmentDelivery,
  EnvironmentEntityV1alpha1,
} from '@towpath/plugin-environment-common';
import {
  findKustomizeImage,
  findNamesake,
  inFolder,
} from '../feed/kustomization';
import type { DeliveryTarget } from '../promotions/PromotionPlan';
import { chooseSource, type ChosenSource } from './chooseSource';
import { imageThere } from './imageThere';
import type { ResolvedVersion } from './resolveVersion';

interface Delivery {
  service: { name: string };
  environment: EnvironmentEntityV1alpha1;
  /** What is there now. */
  state: DeploymentState;
  resolved: ResolvedVersion;
}

/**
 * Where and how a version is written into an environment, by `spec.delivery` of the environment and
 * the source that its application is deployed from.
 *
 * @throws InputError for a setting that is missing, and what the Git host answers.
 */
export async function deliveryTarget(
  repositories: GitRepositories,
  delivery: Delivery,
): Promise<DeliveryTarget> {
  const settings = delivery.environment.spec.delivery ?? {};
  const chosen = chooseSource(delivery.state, settings.source);
  if (settings.strategy === 'argocd-parameter') {
    return parameterTarget(delivery, settings, chosen);
  }
  const { source } = chosen;
  const repository = repositories.open({
    url: source.repoURL,
    branch: chosen.branch,
  });
  const edit =
    settings.strategy === 'helm-value' || settings.strategy === 'yaml-path'
      ? yamlEdit(delivery, settings, chosen)
      : await imageEdit(repository, delivery, settings, source);
  return {
    type: 'git',
    repository: source.repoURL,
    branch: await repository.branchName(),
    edits: [edit],
    ...positionOf(delivery.state, chosen),
  };
}

function parameterTarget(
  { state, resolved }: Delivery,
  { parameter }: EnvironmentDelivery,
  chosen: ChosenSource,
): DeliveryTarget {
  return {
    type: 'parameter',
    ...(parameter
      ? { parameters: { [parameter]: resolved.version } }
      : { images: [imageThere(resolved, state).reference] }),
    ...positionOf(state, chosen),
  };
}

function positionOf(
  { sources }: DeploymentState,
  { index }: ChosenSource,
): Pick<DeliveryTarget, 'sourcePosition'> {
  return sources.length > 1 ? { sourcePosition: index + 1 } : {};
}

function yamlEdit(
  delivery: Delivery,
  settings: EnvironmentDelivery,
  { source }: ChosenSource,
): Edit {
  const isHelm = settings.strategy === 'helm-value';
  const file = settings.file ?? (isHelm ? 'values.yaml' : undefined);
  const path = settings.path ?? (isHelm ? 'image.tag' : undefined);
  const { name } = delivery.environment.metadata;
  if (!file || !path) {
    throw new InputError(
      `spec.delivery.${
        file ? 'path' : 'file'
      } of the environment ${name} is missing: the strategy yaml-path needs both`,
    );
  }
  return {
    type: 'yaml',
    file: settings.file ? fill(file, delivery) : inFolder(source.path, file),
    path: parsePath(fill(path, delivery)),
    value: delivery.resolved.version,
  };
}

async function imageEdit(
  repository: GitRepository,
  delivery: Delivery,
  settings: EnvironmentDelivery,
  source: DeploymentSource,
): Promise<Edit> {
  const file = settings.file
    ? fill(settings.file, delivery)
    : inFolder(source.path, 'kustomization.yaml');
  const image = imageThere(delivery.resolved, delivery.state);
  const text = await repository.readFile(file);
  const entry = findKustomizeImage(text, image.repository);
  if (!entry && !delivery.state.image) requireNoNamesake(text, file, image);
  return {
    type: 'kustomize-image',
    file,
    image: entry?.name ?? image.repository,
    ...(image.digest ? { digest: image.digest } : { newTag: image.tag }),
  };
}

/** @throws InputError when another registry is named: an entry for this one would change nothing. */
function requireNoNamesake(
  kustomization: string,
  file: string,
  { repository }: { repository: string },
) {
  const namesake = findNamesake(kustomization, repository);
  if (!namesake) return;
  throw new InputError(
    `${file} names ${namesake}, and the version comes as ${repository}: an entry for that would change nothing. Deploy ${namesake} once, so that it is known to run there`,
  );
}

function fill(template: string, { service, environment }: Delivery): string {
  return template
    .replaceAll('{service}', service.name)
    .replaceAll('{environment}', environment.metadata.name);
}
