import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
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
  kustomizationNames,
  readKustomization,
  type KustomizationFile,
} from '../feed/kustomization';
import type { DeliveryTarget } from '../model/PromotionPlan';
import { onBranch } from './branchOf';
import { chooseSource, type ChosenSource } from './chooseSource';
import { imageThere } from './imageThere';
import type { ResolvedVersion } from './resolveVersion';
import { versionEdits } from './versionEdits';

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
  const { application } = delivery.state;
  requireGit(application.name, source);
  return onBranch(repositories, source, application.name, async repository => ({
    type: 'git',
    repository: source.repoURL,
    branch: await repository.branchName(),
    folder: folderOf(source),
    edits: await editsFor(repository, delivery, settings, source),
    ...positionOf(delivery.state, chosen),
  }));
}

function folderOf({ path = '' }: DeploymentSource): string {
  const clean = path.replace(/^\.?\/+|\/+$/g, '');
  return clean === '.' ? '' : clean;
}

/** @throws ConflictError for a source that is no folder in Git */
function requireGit(application: string, source: DeploymentSource): void {
  const { chart, repoURL } = source;
  const isOci = /^oci:/.test(repoURL);
  if (!chart && !isOci) return;
  throw new ConflictError(
    `Application "${application}" deploys ${
      chart ? `the chart ${chart} of ${repoURL}` : repoURL
    }, which is no folder in Git, so nothing can be written there. Name a source in Git by spec.delivery.source, or deliver by parameters`,
  );
}

async function editsFor(
  repository: GitRepository,
  delivery: Delivery,
  settings: EnvironmentDelivery,
  source: DeploymentSource,
): Promise<Edit[]> {
  const { strategy } = settings;
  return strategy === 'helm-value' || strategy === 'yaml-path'
    ? yamlEdits(repository, delivery, settings, source)
    : [await imageEdit(repository, delivery, settings, source)];
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

async function yamlEdits(
  repository: GitRepository,
  delivery: Delivery,
  settings: EnvironmentDelivery,
  source: DeploymentSource,
): Promise<Edit[]> {
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
  const { resolved, state } = delivery;
  const where = settings.file
    ? fill(file, delivery)
    : inFolder(source.path, file);
  return versionEdits({
    file: where,
    text: (await repository.readFiles([where])).get(where),
    path: parsePath(fill(path, delivery)),
    version: resolved.version,
    image: imageThere(resolved, state),
    isHelm,
  });
}

async function imageEdit(
  repository: GitRepository,
  delivery: Delivery,
  settings: EnvironmentDelivery,
  source: DeploymentSource,
): Promise<Edit> {
  const { file, text } = settings.file
    ? await readNamed(repository, fill(settings.file, delivery))
    : await findIn(repository, source.path);
  const image = imageThere(delivery.resolved, delivery.state);
  const entry = findKustomizeImage(text, image.repository);
  if (!entry && !delivery.state.image) requireNoNamesake(text, file, image);
  return {
    type: 'kustomize-image',
    file,
    image: entry?.name ?? image.repository,
    ...(image.tag !== undefined && { newTag: image.tag }),
    ...(image.digest !== undefined && { digest: image.digest }),
  };
}

async function readNamed(
  repository: GitRepository,
  file: string,
): Promise<KustomizationFile> {
  return { file, text: await repository.readFile(file) };
}

/** @throws NotFoundError when the folder has no kustomization */
async function findIn(
  repository: GitRepository,
  folder: string | undefined,
): Promise<KustomizationFile> {
  const found = await readKustomization(repository, folder);
  if (found) return found;
  throw new NotFoundError(
    `${repository.pageUrl} has none of ${kustomizationNames(
      folder,
    )} in branch "${await repository.branchName()}"`,
  );
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
