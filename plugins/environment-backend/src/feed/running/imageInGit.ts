import { isError } from '@backstage/errors';
import { isSameRepository, lastOf, parseImage } from '@towpath/delivery';
import {
  parsePath,
  type GitRepositories,
  type GitRepository,
} from '@towpath/gitops';
import type { EnvironmentDelivery } from '@towpath/plugin-environment-common';
import { parseDocument } from 'yaml';
import { IMAGE } from '@towpath/plugin-environment-node';
import type { SourceOverrides } from '../ApplicationFacts';
import { inFolder, listKustomizeImages } from '../kustomization';
import { unknownInKustomization } from '../notUnderstood';
import type { ImageQuestion } from './RunningImage';

const KUSTOMIZATIONS = [
  'kustomization.yaml',
  'kustomization.yml',
  'Kustomization',
];

/** What stands where versions are written. */
interface InGit {
  image?: string;
  /** What of it the portal does not know. */
  notUnderstood: string[];
}

/** A source of the application at the revision that it is compared with. */
interface Place {
  settings: EnvironmentDelivery;
  folder?: string;
  overrides: SourceOverrides;
  repository: GitRepository;
  revision: string;
}

/**
 * The image of the service as it stands where versions are written: in the application's own parameters,
 * else in the file that `spec.delivery` of the environment names, at the revision that Argo CD compares
 * with; and what of that file is not understood. No image when it does not stand there.
 *
 * @throws what the Git host answers when it cannot be asked.
 */
export async function imageInGit(
  repositories: GitRepositories,
  question: ImageQuestion,
): Promise<InGit> {
  const place = placeOf(repositories, question);
  if (!place) return { notUnderstood: [] };
  const { strategy, parameter } = place.settings;
  if (strategy === 'argocd-parameter' && parameter) {
    const version = place.overrides.parameters?.[parameter];
    return { image: withRepository(question, version), notUnderstood: [] };
  }
  if (strategy !== 'helm-value' && strategy !== 'yaml-path') {
    return kustomizeImage(place, question);
  }
  const { version, notUnderstood } = await valueAt(place, question);
  return { image: withRepository(question, version), notUnderstood };
}

function placeOf(
  repositories: GitRepositories,
  { environment, facts }: ImageQuestion,
): Place | undefined {
  const settings = environment.spec.delivery ?? {};
  const { sources, overrides = [], revision } = facts;
  const index = indexOf(sources, settings.source);
  const source = sources[index];
  const at = revision?.split(',')[sources.length > 1 ? index : 0];
  if (!source || !at || !/^[0-9a-f]{40,64}$/.test(at)) return undefined;
  try {
    return {
      settings,
      folder: source.path,
      overrides: overrides[index] ?? {},
      repository: repositories.open({ url: source.repoURL }),
      revision: at,
    };
  } catch {
    // A host that `integrations` does not name.
    return undefined;
  }
}

function indexOf(
  sources: ImageQuestion['facts']['sources'],
  chosen: EnvironmentDelivery['source'],
): number {
  if (typeof chosen === 'number') return chosen;
  if (chosen === undefined) {
    return Math.max(
      0,
      sources.findIndex(({ path }) => path),
    );
  }
  return sources.findIndex(
    ({ name, ref }) => name === chosen || ref === chosen,
  );
}

async function kustomizeImage(
  { settings, folder, overrides, ...git }: Place,
  question: ImageQuestion,
): Promise<InGit> {
  const overridden = pick(overrides.images ?? [], question);
  if (overridden) return { image: overridden, notUnderstood: [] };
  const files = settings.file
    ? [fill(settings.file, question)]
    : KUSTOMIZATIONS.map(file => inFolder(folder, file));
  for (const file of files) {
    const text = await readIfThere(git, file);
    if (text !== undefined) return readKustomizeImage(file, text, question);
  }
  return { notUnderstood: [] };
}

function readKustomizeImage(
  file: string,
  text: string,
  question: ImageQuestion,
): InGit {
  try {
    return {
      image: pick(listKustomizeImages(text), question),
      notUnderstood: unknownInKustomization(file, text),
    };
  } catch (error) {
    if (!isError(error) || error.name !== 'InputError') throw error;
    return { notUnderstood: [`${file}: ${error.message}`] };
  }
}

/** The image that is the service by name, and not for want of another: a file may name a sidecar only. */
function pick(
  images: string[],
  { service, repository }: ImageQuestion,
): string | undefined {
  const wanted = service.annotations[IMAGE];
  const isOurs = (image: string) => {
    const { repository: one } = parseImage(image);
    if (wanted) return isSameRepository(one, wanted);
    return repository !== undefined && isSameRepository(one, repository)
      ? true
      : lastOf(one) === service.name;
  };
  const found = [...new Set(images.filter(isOurs))];
  return found.length === 1 ? found[0] : undefined;
}

async function valueAt(
  { settings, folder, ...git }: Place,
  question: ImageQuestion,
): Promise<{ version?: string; notUnderstood: string[] }> {
  const isHelm = settings.strategy === 'helm-value';
  const path = settings.path ?? (isHelm ? 'image.tag' : undefined);
  const nothing = { notUnderstood: [] };
  const file = settings.file
    ? fill(settings.file, question)
    : isHelm && inFolder(folder, 'values.yaml');
  const text = file && (await readIfThere(git, file));
  if (!text || !path) return nothing;
  // All scalars are text here: 1.10 is a version, and no number.
  const document = parseDocument(text, { schema: 'failsafe' });
  const [wrong] = document.errors;
  if (wrong) return { notUnderstood: [`${file}: it is not valid YAML`] };
  const place = fill(path, question);
  const value = document.getIn(parsePath(place));
  if (value === undefined || value === null || value === '') return nothing;
  return typeof value === 'string'
    ? { version: value, notUnderstood: [] }
    : { notUnderstood: [`${place} in ${file} is no text`] };
}

/** A version alone, with the repository that is known; one that is a whole reference as it is. */
function withRepository(
  { service, repository }: ImageQuestion,
  version: string | undefined,
): string | undefined {
  if (!version) return undefined;
  if (version.includes('/')) return version;
  const known = service.annotations[IMAGE] ?? repository;
  if (!known) return undefined;
  return `${known}${version.startsWith('sha256:') ? '@' : ':'}${version}`;
}

async function readIfThere(
  { repository, revision }: Pick<Place, 'repository' | 'revision'>,
  file: string,
): Promise<string | undefined> {
  try {
    return await repository.readFile(file, revision);
  } catch (error) {
    const names = ['NotFoundError', 'InputError'];
    if (isError(error) && names.includes(error.name)) return undefined;
    throw error;
  }
}

function fill(
  template: string,
  { service, environment }: Pick<ImageQuestion, 'service' | 'environment'>,
): string {
  return template
    .replaceAll('{service}', service.name)
    .replaceAll('{environment}', environment.metadata.name);
}
