import type { AuthService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type {
  Application,
  ArgoCdClient,
  PartialApplication,
} from '@towpath/argocd';
import { ArgoCdError } from '@towpath/argocd';
import {
  ANY_NAMESPACE,
  deployedNear,
  findHeldFolders,
  labelledService,
  readClaimed,
  toClaimingService,
  type ApplicationOwners,
  type ApplicationOwnership,
  type ClaimedApplication,
  type EnvironmentService,
  type HeldFolder,
} from '@towpath/plugin-environment-node';
import { mayChange, type Actor, type Actors } from '@towpath/roles';
import type { Step } from './ApplicationGuard';
import { askCatalog } from './askCatalog';
import { isSamePlace, type Clusters } from './clusters';
import { requireUngated } from './requireUngated';
import { isMadeBy } from './taskMark';
import {
  refuseApplication,
  refuseFolder,
  refuseProject,
  refuseService,
} from './words';

export interface CreationGuardOptions {
  auth: AuthService;
  catalog: CatalogService;
  /** Knows the gates of environments. */
  environment: EnvironmentService;
  owners: ApplicationOwners;
  actors: Actors;
}

/** An application that a step asks for. */
interface Wish {
  step: Step;
  client: ArgoCdClient;
  wanted: Application;
  what: string;
  actor: Actor;
  /** Services that the task may make applications of: of the person, or made by this task. */
  services: Set<string>;
}

/**
 * Decides who may make an application by a template: whose it would be, and whose the folder and the
 * namespace are.
 */
export class CreationGuard {
  readonly #options: CreationGuardOptions;

  constructor(options: CreationGuardOptions) {
    this.#options = options;
  }

  /**
   * @returns the application of this name that is there, and may be changed where it is to be
   * @throws NotAllowedError; ArgoCdError or ServiceUnavailableError when it could not be asked
   */
  async require(
    step: Step,
    {
      client,
      wanted,
      upsert,
      anyOwner,
    }: {
      client: ArgoCdClient;
      wanted: Application;
      upsert: boolean;
      anyOwner: boolean;
    },
  ): Promise<Application | undefined> {
    const there = await findByName(client, wanted, step);
    if (anyOwner) return there;
    const what = `application "${wanted.metadata.name}" at Argo CD "${client.name}"`;
    const actor = await askCatalog(what, async () =>
      this.#options.actors.find(await step.getInitiatorCredentials()),
    );
    const services = new Set<string>();
    const wish = { step, client, wanted, what, actor, services };
    if (there) await this.#requireExisting(wish, there, upsert);
    const service = await this.#requireServices(wish);
    if (actor.isPlatformEngineer) return there;
    const others = await listOthers(wish, there);
    await this.#requireFolder(wish, service, others);
    await this.#requireNamespace(wish, others);
    return there;
  }

  /** One of another owner is never changed, and one that is nobody's only by platform engineers. */
  async #requireExisting(
    { step, client, what, actor }: Wish,
    there: Application,
    upsert: boolean,
  ): Promise<void> {
    if (actor.isPlatformEngineer || isMadeBy(step.task.id, there)) return;
    const [ownership] = await this.#find(what, client, [there]);
    const { owner, environments } = ownership;
    if (owner ? mayChange(actor, owner) : !upsert) {
      if (upsert) await this.#requireUngated(what, environments);
      return;
    }
    throw refuseApplication(
      `${what} exists. It`,
      ownership,
      actor.ref,
      'Choose another name',
    );
  }

  async #requireUngated(what: string, environments: string[]): Promise<void> {
    const { auth, environment } = this.#options;
    const ask = environment.as(await auth.getOwnServiceCredentials());
    await requireUngated(what, environments, ask);
  }

  /** Who names a service has to own it, unless there is none yet, or this task has made it. */
  async #requireServices(wish: Wish): Promise<string | undefined> {
    const { client, wanted, what, actor } = wish;
    const { namespace = ANY_NAMESPACE } = wanted.metadata;
    const metadata = { ...wanted.metadata, namespace };
    const future = { metadata, spec: wanted.spec };
    const [ownership] = await this.#find(what, client, [future]);
    const { service, problem, claimants, projectOwners } = ownership;
    const labelled = labelledService({ labels: wanted.metadata.labels ?? {} });
    const isContested = labelled && !service && problem ? claimants : [];
    const named = new Set([labelled, service, ...isContested]);
    for (const ref of named) if (ref) await this.#requireService(wish, ref);
    const isOfProject =
      projectOwners.length === 0 ||
      (service !== undefined && wish.services.has(service)) ||
      projectOwners.some(owner => mayChange(actor, owner));
    if (isOfProject) return service ?? labelled;
    const { project } = wanted.spec;
    throw refuseProject(what, project, projectOwners, actor.ref);
  }

  async #requireService(
    { step, what, actor, services }: Wish,
    ref: string,
  ): Promise<void> {
    const { auth, catalog } = this.#options;
    const entity = await askCatalog(what, async () =>
      catalog.getEntityByRef(ref, {
        credentials: await auth.getOwnServiceCredentials(),
      }),
    );
    if (!entity) return;
    const { owner } = toClaimingService(entity);
    const isTheirs = owner ? mayChange(actor, owner) : actor.isPlatformEngineer;
    if (!isTheirs && !isMadeBy(step.task.id, entity)) {
      throw refuseService(what, { ref, owner }, actor.ref);
    }
    services.add(ref);
  }

  /** A folder belongs to the service that is described in it, and to who deploys from it alone. */
  async #requireFolder(
    wish: Wish,
    ref: string | undefined,
    others: PartialApplication[],
  ): Promise<void> {
    const { client, wanted, what, actor, services } = wish;
    const future = readClaimed(client.name, wanted);
    const described = await askCatalog(what, () =>
      this.#options.owners.findFolderOwners(future, ref),
    );
    const stranger = described.find(
      one =>
        !services.has(one.ref) && !(one.owner && mayChange(actor, one.owner)),
    );
    if (stranger) {
      throw refuseFolder(what, `the folder of ${stranger.ref}`, actor.ref);
    }
    const held = await this.#findHeld(wish, future, others);
    const theirs = held.find(({ owner }) => !mayChange(actor, owner));
    if (!theirs) return;
    const whose = `${theirs.folder}, from where services of ${theirs.owner} alone are deployed`;
    throw refuseFolder(what, whose, actor.ref);
  }

  async #findHeld(
    { client, what }: Wish,
    { sources }: ClaimedApplication,
    others: PartialApplication[],
  ): Promise<HeldFolder[]> {
    const near = deployedNear(
      sources,
      others.map(one => readClaimed(client.name, one)),
    );
    const ownerships = await askCatalog(what, () =>
      this.#options.owners.find(near),
    );
    const deployed = near.map((one, index) => ({
      sources: one.sources,
      owner: ownerships[index].owner,
    }));
    return findHeldFolders(sources, deployed);
  }

  /** A namespace belongs to who deploys there. */
  async #requireNamespace(
    wish: Wish,
    applications: PartialApplication[],
  ): Promise<void> {
    const { client, wanted, what, actor, services } = wish;
    const others = await findNeighbours(wish, applications);
    const ownerships = await this.#find(what, client, others);
    const at = ownerships.findIndex(
      ({ owner, service }) =>
        !(owner && mayChange(actor, owner)) && !services.has(service ?? ''),
    );
    if (at < 0) return;
    const { namespace } = wanted.spec.destination;
    throw refuseApplication(
      `${what} would go into the namespace ${namespace} of a cluster where application "${others[at].metadata.name}" is. That`,
      ownerships[at],
      actor.ref,
      'Choose another namespace',
    );
  }

  #find(
    what: string,
    client: ArgoCdClient,
    applications: PartialApplication[],
  ): Promise<ApplicationOwnership[]> {
    return askCatalog(what, () =>
      this.#options.owners.find(
        applications.map(one => readClaimed(client.name, one)),
      ),
    );
  }
}

/** Whatever its project is: without one, Argo CD says of a missing application that it is forbidden. */
async function findByName(
  client: ArgoCdClient,
  { metadata: { name, namespace } }: Application,
  { signal }: Step,
): Promise<Application | undefined> {
  try {
    return await client.find({ name, appNamespace: namespace }, { signal });
  } catch (error) {
    if (ArgoCdError.is(error, 'forbidden')) return undefined;
    throw error;
  }
}

/** All applications but the one that is there, and those that this task has made. */
async function listOthers(
  { client, step: { signal, task } }: Wish,
  there?: Application,
): Promise<PartialApplication[]> {
  const { items } = await client.list(
    { fields: ['metadata.labels', 'metadata.annotations', 'spec'] },
    { signal },
  );
  return items.filter(one => !isSame(one, there) && !isMadeBy(task.id, one));
}

/** Those that deploy to the same namespace. */
async function findNeighbours(
  { client, wanted, step: { signal } }: Wish,
  applications: PartialApplication[],
): Promise<PartialApplication[]> {
  const { destination } = wanted.spec;
  const near = applications.filter(
    one => one.spec?.destination?.namespace === destination.namespace,
  );
  if (near.length === 0) return [];
  const clusters = await readClusters(client, signal);
  return near.filter(({ spec }) =>
    isSamePlace(spec!.destination!, destination, clusters),
  );
}

function isSame(
  { metadata: one }: PartialApplication,
  other?: Application,
): boolean {
  return (
    one.name === other?.metadata.name &&
    one.namespace === other.metadata.namespace
  );
}

/** Those that the portal may see: often none, for promotion needs no right to read them. */
async function readClusters(
  client: ArgoCdClient,
  signal?: AbortSignal,
): Promise<Clusters> {
  try {
    const clusters = await client.clusters({ signal });
    return new Map(clusters.map(({ name, server }) => [name, server]));
  } catch (error) {
    if (ArgoCdError.is(error, 'forbidden')) return new Map();
    throw error;
  }
}
