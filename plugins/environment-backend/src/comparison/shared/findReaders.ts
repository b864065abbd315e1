import { isWithin } from '@towpath/gitops';
import {
  ApplicationMatcher,
  readWidely,
  type Claim,
  type ClaimedApplication,
  type ClaimingService,
} from '@towpath/plugin-environment-node';
import type {
  DeploymentSource,
  EnvironmentEntityV1alpha1,
} from '@towpath/plugin-environment-common';
import { branchOf } from '../branchOf';

/** Files that are to be written for an application. */
export interface Writing {
  /** Clone address. */
  repository: string;
  branch: string;
  files: string[];
  application: ClaimedApplication;
  service: Pick<ClaimingService, 'ref' | 'owner'>;
  /** Where it is deployed to. */
  environment: EnvironmentEntityV1alpha1;
}

/** Another service that is deployed from a file. */
export interface Reader {
  file: string;
  application: ClaimedApplication;
  service: ClaimingService;
}

/** What says whose applications are. */
export interface Known {
  services: ClaimingService[];
  environments: EnvironmentEntityV1alpha1[];
}

// A label or the name of the application; what an entity says of itself bars nobody from their own file.
const NOT_BY_ITS_OWN_WORDS = [1, 4];

/** Other applications that are deployed from a folder with one of the files, whosever they are. */
export function othersAt(
  writing: Writing,
  applications: ClaimedApplication[],
): ClaimedApplication[] {
  return applications.filter(
    one =>
      !isSame(one, writing.application) && foldersOf(one, writing).length > 0,
  );
}

/**
 * Services of other owners among those that have the {@link othersAt} the files: in the folder of one, or
 * in a wider one that is theirs beyond doubt. Nobody, where the environment names the application for the service
 * or gives its project to somebody: then the platform has said that it may write there.
 */
export function findReaders(
  writing: Writing,
  applications: ClaimedApplication[],
  { services, environments }: Known,
): Reader[] {
  const matcher = new ApplicationMatcher(services, environments);
  if (isSettled(writing, matcher)) return [];
  const byRef = new Map(services.map(one => [one.ref, one]));
  return applications.flatMap(application =>
    matcher
      .match(application)
      .filter(claim => counts(claim, isAsNear(application, writing)))
      .map(claim => byRef.get(claim.service)!)
      .filter(service => isOfAnother(service, writing.service))
      .map(service => ({
        file: foldersOf(application, writing)[0].file,
        application,
        service,
      })),
  );
}

function isSettled(
  { application, service, environment }: Writing,
  matcher: ApplicationMatcher,
): boolean {
  const { projects = {} } = environment.spec.argocd ?? {};
  if (Object.hasOwn(projects, application.project ?? '')) return true;
  return matcher
    .match(application)
    .some(
      claim =>
        claim.service === service.ref &&
        claim.environment === environment.metadata.name &&
        claim.rank === 0,
    );
}

function counts({ standing, rank }: Claim, isNear: boolean): boolean {
  const isTheirs = standing === 'confirmed';
  return isTheirs || (isNear && NOT_BY_ITS_OWN_WORDS.includes(rank));
}

function isOfAnother(
  one: ClaimingService,
  { ref, owner }: Writing['service'],
): boolean {
  return one.ref !== ref && (!owner || one.owner !== owner);
}

interface Folder {
  file: string;
  path: string;
}

/** The folders and files that an application reads, and that are or hold one of the files. */
function foldersOf(
  { sources, valueFiles = [] }: ClaimedApplication,
  { repository, branch, files }: Writing,
): Folder[] {
  const root = readWidely({ repoURL: repository });
  if (!root) return [];
  const read = [...sources.filter(readsFolder), ...valueFiles];
  return read.flatMap(source => {
    const folder = readWidely(source);
    if (!folder || (branchOf(source) ?? branch) !== branch) return [];
    return files
      .filter(file => isWithin({ ...root, path: file }, folder))
      .map(file => ({ file, path: folder.path }));
  });
}

// A source that lends its files to another by its name deploys nothing itself.
function readsFolder({ ref, path }: DeploymentSource): boolean {
  return !ref || Boolean(path);
}

/** No folder between theirs and the file is the own one; an own folder elsewhere bars nothing. */
function isAsNear(application: ClaimedApplication, writing: Writing): boolean {
  const depth = (one: ClaimedApplication) =>
    Math.max(-1, ...foldersOf(one, writing).map(({ path }) => path.length));
  return depth(application) >= depth(writing.application);
}

function isSame(one: ClaimedApplication, other: ClaimedApplication): boolean {
  return (
    one.instance === other.instance &&
    one.namespace === other.namespace &&
    one.name === other.name
  );
}
