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
  labelledService,
  readClaimed,
  toClaimingService,
  type ApplicationOwners,
  type ApplicationOwnership,
} from '@towpath/plugin-environment-node';
import { mayChange, type Actor, type Actors } from '@towpath/roles';
import type { Step } from './ApplicationGuard';
import { askCatalog } from './askCatalog';
import { isSamePlace, type Clusters } from './clusters';
import { isMadeBy } from './taskMark';
import { refuseApplication, refuseProject, refuseService } from './words';

export interface CreationGuardOptions {
  auth: AuthService;
  catalog: CatalogService;
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

/** Decides who may make an application by a template: whose it would be, and whose the namespace is. */
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
    await this.#requireServices(wish);
    await this.#requireNamespace(wish, there);
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
    const { owner } = ownership;
    if (owner ? mayChange(actor, owner) : !upsert) return;
    throw refuseApplication(
      `${what} exists. It`,
      ownership,
      actor.ref,
      'Choose another name',
    );
  }

  /** Who names a service has to own it, unless there is none yet, or this task has made it. */
  async #requireServices(wish: Wish): Promise<void> {
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
    if (isOfProject) return;
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

  /** A namespace belongs to who deploys there. */
  async #requireNamespace(wish: Wish, there?: Application): Promise<void> {
    const { step, client, wanted, what, actor, services } = wish;
    if (actor.isPlatformEngineer) return;
    const others = (await findNeighbours(wish, there)).filter(
      one => !isMadeBy(step.task.id, one),
    );
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

/** Other applications that deploy to the same namespace. */
async function findNeighbours(
  { client, wanted, step: { signal } }: Wish,
  there?: Application,
): Promise<PartialApplication[]> {
  const { items } = await client.list(
    { fields: ['metadata.labels', 'metadata.annotations', 'spec'] },
    { signal },
  );
  const { destination } = wanted.spec;
  const near = items.filter(
    one =>
      !isSame(one, there) &&
      one.spec?.destination?.namespace === destination.namespace,
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
