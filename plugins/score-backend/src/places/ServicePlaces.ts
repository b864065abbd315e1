import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import {
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import {
  ConflictError,
  isError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ArgoCdError,
  readResources,
  type Application,
  type ArgoCdInstances,
} from '@towpath/argocd';
import type { EnvironmentService } from '@towpath/plugin-environment-node';
import type {
  Deployment,
  EnvironmentSummary,
} from '@towpath/plugin-environment-common';
import type { KubernetesObject } from '@towpath/score';
import type { GonePlace, ServicePlace } from '../model/ServicePlace';
import { findSelectors } from './findSelectors';

const ANSWER_MS = 15_000;

/** Finds services, environments, and where one is delivered in the other. */
export class ServicePlaces {
  readonly #options: {
    catalog: CatalogService;
    auth: AuthService;
    environments: EnvironmentService;
    instances: ArgoCdInstances;
  };

  constructor(options: {
    catalog: CatalogService;
    auth: AuthService;
    environments: EnvironmentService;
    instances: ArgoCdInstances;
  }) {
    this.#options = options;
  }

  /** @throws NotFoundError for one that the caller cannot see, or that is not there */
  async entity(
    ref: string,
    credentials: BackstageCredentials,
  ): Promise<Entity> {
    const { catalog } = this.#options;
    const entity = await catalog.getEntityByRef(ref, { credentials });
    if (entity) return entity;
    throw new NotFoundError(
      `${ref} is not in the catalog. Give the reference of a service that is`,
    );
  }

  /** As the portal itself sees it; undefined when it is not there. */
  async entityForPortal(ref: string): Promise<Entity | undefined> {
    const { auth, catalog } = this.#options;
    const credentials = await auth.getOwnServiceCredentials();
    return catalog.getEntityByRef(ref, { credentials });
  }

  /** Of an environment, in the catalog. */
  async annotationsOf({
    ref,
  }: Pick<EnvironmentSummary, 'ref'>): Promise<Record<string, string>> {
    const entity = await this.entityForPortal(ref);
    return entity?.metadata.annotations ?? {};
  }

  /** In promotion order. */
  async environments(): Promise<EnvironmentSummary[]> {
    return (await this.#api()).listEnvironments();
  }

  /** @throws NotFoundError that names those that there are */
  async environment(name: string): Promise<EnvironmentSummary> {
    const environments = await this.environments();
    const found = environments.find(one => one.name === name);
    if (found) return found;
    const known = environments.map(one => one.name).join(', ');
    throw new NotFoundError(
      `There is no environment "${name}". There are ${known}`,
    );
  }

  /** What of a service is delivered where; undefined while the portal has not looked yet, as for a new one. */
  async deployments(ref: string): Promise<Deployment[] | undefined> {
    const api = await this.#api();
    try {
      return (await api.getService(ref)).deployments;
    } catch (error) {
      if (isError(error) && error.statusCode === 404) return undefined;
      throw error;
    }
  }

  /**
   * Where a service is delivered in an environment.
   *
   * @throws ConflictError with what keeps it from being known, ServiceUnavailableError for what could not be asked,
   *   NotFoundError for an unknown environment, ArgoCdError
   */
  async find(entity: Entity, name: string): Promise<ServicePlace> {
    const ref = stringifyEntityRef(entity);
    const [environment, deployments] = await Promise.all([
      this.environment(name),
      this.deployments(ref),
    ]);
    const found = applicationIn(deployments, entity, name);
    if (!found.application) throw whyNowhere(found);
    return this.#placeOf(entity, environment, found.application);
  }

  /**
   * The same where something is to be taken away: an application that is gone for certain is no error.
   *
   * @param namespace - where the workload ran, as far as anybody knows.
   * @throws as {@link find}, when it cannot be said whether there is an application
   */
  async findForRemoval(
    entity: Entity,
    name: string,
    namespace: string | undefined,
  ): Promise<ServicePlace | GonePlace> {
    const [environment, deployments] = await Promise.all([
      this.environment(name),
      this.deployments(stringifyEntityRef(entity)),
    ]);
    const found = applicationIn(deployments, entity, name);
    if (!found.application && !found.gone) throw whyNowhere(found);
    try {
      if (found.application) {
        return await this.#placeOf(entity, environment, found.application);
      }
    } catch (error) {
      // The portal has not heard of it yet.
      if (!ArgoCdError.is(error, 'not-found')) throw error;
    }
    return {
      ...(await this.#around(entity, environment)),
      namespace: namespace ?? entity.metadata.name,
    };
  }

  /**
   * The objects that Argo CD deploys there, as it has built them.
   *
   * @throws ConflictError where it does not tell, ArgoCdError
   */
  async manifestsOf({
    application,
  }: ServicePlace): Promise<KubernetesObject[]> {
    const { resources = [], refusal } = await readResources(
      this.#options.instances,
      application,
      AbortSignal.timeout(ANSWER_MS),
    );
    if (refusal) throw new ConflictError(refusal);
    return resources
      .flatMap(({ targetState = 'null' }) => [JSON.parse(targetState)])
      .filter(Boolean);
  }

  async #placeOf(
    entity: Entity,
    environment: EnvironmentSummary,
    found: NonNullable<Deployment['application']>,
  ): Promise<ServicePlace> {
    const { instance, name, namespace, project, url } = found;
    const application = {
      instance,
      name,
      appNamespace: namespace,
      project,
      url,
    };
    const { instances } = this.#options;
    const [{ spec }, { resources = [], refusal }, around] = await Promise.all([
      instances.get(instance).get(application),
      readResources(instances, application, AbortSignal.timeout(ANSWER_MS)),
      this.#around(entity, environment),
    ]);
    if (refusal) throw new ConflictError(refusal);
    return {
      ...around,
      application,
      folder: folderOf(name, spec),
      namespace: spec.destination?.namespace ?? entity.metadata.name,
      selectors: findSelectors(resources),
    };
  }

  async #around(entity: Entity, environment: EnvironmentSummary) {
    return {
      service: {
        ref: stringifyEntityRef(entity),
        name: entity.metadata.name,
        title: entity.metadata.title,
        owner: ownerOf(entity),
      },
      environment,
      annotations: await this.annotationsOf(environment),
    };
  }

  async #api() {
    const { auth, environments } = this.#options;
    return environments.as(await auth.getOwnServiceCredentials());
  }
}

/** Entity reference of who owns it; undefined where nobody does. */
export function ownerOf({ relations = [] }: Entity): string | undefined {
  return relations.find(({ type }) => type === RELATION_OWNED_BY)?.targetRef;
}

/** Entity reference of the system that it is a part of, as its own file says. */
export function systemOf({ relations = [] }: Entity): string | undefined {
  return relations.find(
    ({ type, targetRef }) =>
      type === RELATION_PART_OF && targetRef.startsWith('system:'),
  )?.targetRef;
}

/** Why nothing can be delivered there. */
interface Nowhere {
  application?: undefined;
  problem: string;
  /** It could not be asked, and may be there. */
  unknown?: boolean;
  /** There is none for certain. */
  gone?: boolean;
}

function whyNowhere({ problem, unknown }: Nowhere): Error {
  return unknown
    ? new ServiceUnavailableError(problem)
    : new ConflictError(problem);
}

/** The application of a service in an environment, or why there is none that something can be delivered to. */
export function applicationIn(
  deployments: Deployment[] | undefined,
  { metadata: { name } }: Entity,
  environment: string,
):
  | { application: NonNullable<Deployment['application']>; problem?: undefined }
  | Nowhere {
  if (!deployments) {
    return {
      unknown: true,
      problem: `The portal does not know yet where ${name} is deployed: a new service is known within a minute`,
    };
  }
  const found = deployments.find(one => one.environment === environment);
  const { state, unconfirmed, problem = '', unasked = '' } = found ?? {};
  if (unconfirmed || state === 'ambiguous') {
    return {
      problem:
        `It is not certain which application is ${name} in ${environment}. ${problem}`.trim(),
    };
  }
  if (state === 'unasked') {
    return {
      unknown: true,
      problem:
        `Whether ${name} has an application in ${environment} could not be asked. ${unasked}`.trim(),
    };
  }
  if (found?.application) return { application: found.application };
  return {
    gone: true,
    problem: `${name} has no application in ${environment}. Create one with the template action argocd:create-application, or label it towpath.dev/service and towpath.dev/environment`,
  };
}

function folderOf(
  name: string,
  { source, sources }: Application['spec'],
): ServicePlace['folder'] {
  const all = sources?.length ? sources : [source];
  const [only] = all;
  if (all.length !== 1 || !only || only.chart || /^oci:/.test(only.repoURL)) {
    throw new ConflictError(
      `Application "${name}" is not deployed from one folder in Git, so manifests cannot be written for it`,
    );
  }
  const { repoURL: repository, path = '', targetRevision = '' } = only;
  const branch = targetRevision.replace(/^refs\/heads\//, '');
  if (/^(refs\/tags\/.*|[0-9a-f]{40})$/.test(targetRevision)) {
    throw new ConflictError(
      `Application "${name}" follows "${targetRevision}", which is a tag or a commit and no branch: what is written to a branch would not be deployed. Let it follow a branch`,
    );
  }
  return {
    repository,
    branch: branch && branch !== 'HEAD' ? branch : undefined,
    path: path.replace(/^\.?\/+|\/+$/g, ''),
  };
}
