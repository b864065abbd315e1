import type { Clock } from '@towpath/clock';
import type { InstanceSettings } from '../config/InstanceSettings';
import { ArgoCdError } from '../http/ArgoCdError';
import { PERMISSION_DENIED } from '../http/readAnswer';
import { Transport, type QueryValue } from '../http/Transport';
import { readEvents, type WatchEvent } from '../stream/readEvents';
import { watchApplications } from '../stream/watchApplications';
import type { WatchItem, WatchOptions } from '../stream/WatchItem';
import type {
  Application,
  ApplicationRef,
  ApplicationSpec,
  ApplicationTree,
  ManagedResource,
  PartialApplication,
  RevisionMetadata,
  RollbackRequest,
  SyncRequest,
  SyncWindows,
} from '../types';
import { waitForApplication } from '../wait/waitForApplication';
import type { WaitOptions } from '../wait/WaitOptions';
import { toListFields, type ListField } from './fields';

/** Lets a call be cancelled; it then rejects with the signal's reason. */
export interface CallOptions {
  signal?: AbortSignal;
  /** How long this call may take, in milliseconds, instead of the instance's `timeout`. */
  timeoutMs?: number;
}

export interface ApplicationQuery {
  name?: string;
  /** A label selector such as `towpath.dev/service=shop,tier!=edge`. */
  selector?: string;
  projects?: string[];
  appNamespace?: string;
  repo?: string;
}

export interface ApplicationList<T> {
  items: T[];
  /** Where a watch would go on from. */
  resourceVersion?: string;
}

type ApplicationCall = Omit<
  Parameters<Transport['call']>[0],
  'operation' | 'path'
> & { path?: string };

type Propagation = 'foreground' | 'background' | 'orphan';

/**
 * One Argo CD instance.
 *
 * Every method throws ArgoCdError, whose message names the instance and what was tried, or the
 * signal's reason. Reading is tried again when the server cannot be reached or answers 502, 503 or
 * 504; so are `create` and `updateSpec`, which do no harm twice. Everything else is sent once.
 */
export class ArgoCdClient {
  readonly #settings: InstanceSettings;
  readonly #clock: Clock;
  readonly #transport: Transport;

  constructor(settings: InstanceSettings, clock: Clock) {
    this.#settings = settings;
    this.#clock = clock;
    this.#transport = new Transport(settings, clock);
  }

  /** As in the configuration. */
  get name(): string {
    return this.#settings.name;
  }

  /** The address people open, without a slash at the end. */
  get url(): string {
    return this.#settings.url;
  }

  /** The page of an application. */
  applicationUrl({ name, appNamespace }: ApplicationRef): string {
    const parts = [...(appNamespace ? [appNamespace] : []), name];
    return `${this.url}/applications/${parts
      .map(encodeURIComponent)
      .join('/')}`;
  }

  /** The version of the server, such as `v3.5.1+abc`. */
  async version(options: CallOptions = {}): Promise<string> {
    const operation = 'say its version';
    const answer = await this.#transport.call<{ Version?: string }>({
      operation,
      path: '/api/version',
      anonymous: true,
      ...options,
    });
    if (answer.Version) return answer.Version;
    throw new ArgoCdError({
      instance: this.name,
      operation,
      problem: 'not-argocd',
      reason: `what answers at ${this.url} has no version, so it is not Argo CD. Check url`,
    });
  }

  /** The account the portal is to this instance; `credentials` when the server knows none. */
  async account(options: CallOptions = {}): Promise<string> {
    const operation = 'say who the portal is to it';
    const path = '/api/v1/session/userinfo';
    const ask = () =>
      this.#transport.call<{ loggedIn?: boolean; username?: string }>({
        operation,
        path,
        ...options,
      });
    let { loggedIn, username } = await ask();
    // Answers 200 with `loggedIn: false` to a bad token, also when a session has just ended.
    if (!loggedIn && (await this.#transport.dropSession())) {
      ({ loggedIn, username } = await ask());
    }
    if (loggedIn) return username ?? 'an account without a name';
    throw new ArgoCdError({
      instance: this.name,
      operation,
      problem: 'credentials',
      reason:
        'token' in this.#settings.credentials
          ? 'the token is refused: it may have expired or been revoked. Make a new one and put it into token'
          : 'the session of the login is refused. Check username and password',
    });
  }

  /**
   * The applications the portal may see, from the server's cache: one that was just made may be
   * missing. There are no pages, so ask for `fields` when many are expected.
   */
  list(
    query?: ApplicationQuery,
    options?: CallOptions,
  ): Promise<ApplicationList<Application>>;
  list(
    query: ApplicationQuery & { fields: readonly ListField[] },
    options?: CallOptions,
  ): Promise<ApplicationList<PartialApplication>>;
  async list(
    query: ApplicationQuery & { fields?: readonly ListField[] } = {},
    options: CallOptions = {},
  ): Promise<ApplicationList<any>> {
    const { fields, ...rest } = query;
    const { items, metadata } = await this.#transport.call<{
      items?: Application[] | null;
      metadata?: { resourceVersion?: string };
    }>({
      operation: 'list applications',
      path: '/api/v1/applications',
      query: { ...rest, ...(fields && { fields: toListFields(fields) }) },
      ...options,
    });
    return { items: items ?? [], resourceVersion: metadata?.resourceVersion };
  }

  /**
   * One application as it is now. With `refresh` the server compares it with Git first and answers
   * when it has; `hard` also renders its manifests anew.
   */
  get(
    ref: ApplicationRef,
    options: CallOptions & { refresh?: 'normal' | 'hard' } = {},
  ): Promise<Application> {
    const { refresh, ...call } = options;
    return this.#onApplication('read', ref, {
      query: { ...where(ref), refresh },
      ...call,
    });
  }

  /**
   * Like {@link ArgoCdClient.get}, or undefined when there is none.
   *
   * @throws ArgoCdError `forbidden` for a missing application when the reference has no project.
   */
  async find(
    ref: ApplicationRef,
    options: CallOptions = {},
  ): Promise<Application | undefined> {
    try {
      return await this.get(ref, options);
    } catch (error) {
      if (ArgoCdError.is(error, 'not-found')) return undefined;
      throw error;
    }
  }

  /**
   * Creates an application. One with the same spec that exists already is returned as it is; one
   * with another spec is refused, or replaced with `upsert`.
   */
  create(
    application: Application,
    options: CallOptions & { upsert?: boolean; validate?: boolean } = {},
  ): Promise<Application> {
    const { upsert, validate, ...call } = options;
    return this.#transport.call({
      operation: `create application "${application.metadata.name}"`,
      method: 'POST',
      path: '/api/v1/applications',
      query: { upsert, validate },
      body: application,
      repeatable: true,
      ...call,
    });
  }

  /** Replaces the spec. There is no lock: of two who do this at once, the later one wins. */
  updateSpec(
    ref: ApplicationRef,
    spec: ApplicationSpec,
    options: CallOptions & { validate?: boolean } = {},
  ): Promise<ApplicationSpec> {
    const { validate, ...call } = options;
    return this.#onApplication('change the spec of', ref, {
      method: 'PUT',
      path: '/spec',
      query: { ...where(ref), validate },
      body: spec,
      repeatable: true,
      ...call,
    });
  }

  /** Changes spec, labels, annotations or finalizers by a merge patch or a list of JSON patches. */
  patch(
    ref: ApplicationRef,
    patch: object,
    options: CallOptions = {},
  ): Promise<Application> {
    return this.#onApplication('patch', ref, {
      method: 'PATCH',
      body: {
        ...asBody(ref),
        patch: JSON.stringify(patch),
        patchType: Array.isArray(patch) ? 'json' : 'merge',
      },
      ...options,
    });
  }

  /** Deletes an application, and with `cascade` (the default) what it deployed. */
  async delete(
    ref: ApplicationRef,
    options: CallOptions & {
      cascade?: boolean;
      propagationPolicy?: Propagation;
    } = {},
  ): Promise<void> {
    const { cascade = true, propagationPolicy, ...call } = options;
    await this.#onApplication('delete', ref, {
      method: 'DELETE',
      query: { ...where(ref), cascade, propagationPolicy },
      ...call,
    });
  }

  /**
   * Begins a sync and returns at once: see {@link ArgoCdClient.wait}. Give `infos` to recognise the
   * operation later, for the answer may be lost on the way.
   */
  sync(
    ref: ApplicationRef,
    request: SyncRequest = {},
    options: CallOptions = {},
  ): Promise<Application> {
    const { syncOptions, ...rest } = request;
    return this.#onApplication('sync', ref, {
      method: 'POST',
      path: '/sync',
      body: {
        ...asBody(ref),
        ...rest,
        ...(syncOptions && { syncOptions: { items: syncOptions } }),
      },
      ...options,
    });
  }

  /** Begins to deploy what an entry of the history deployed. Refused while auto-sync is on. */
  rollback(
    ref: ApplicationRef,
    request: RollbackRequest,
    options: CallOptions = {},
  ): Promise<Application> {
    return this.#onApplication('roll back', ref, {
      method: 'POST',
      path: '/rollback',
      body: { ...asBody(ref), ...request },
      ...options,
    });
  }

  /** Ends the running operation. `refused` when none runs. */
  async terminate(
    ref: ApplicationRef,
    options: CallOptions = {},
  ): Promise<void> {
    await this.#onApplication('end the operation of', ref, {
      method: 'DELETE',
      path: '/operation',
      query: where(ref),
      ...options,
    });
  }

  /** Everything the application brought about in the cluster, as a tree by `parentRefs`. */
  resourceTree(
    ref: ApplicationRef,
    options: CallOptions = {},
  ): Promise<ApplicationTree> {
    return this.#onApplication('show the resources of', ref, {
      path: '/resource-tree',
      query: where(ref),
      ...options,
    });
  }

  /** The clusters that the portal may see; often none. `server` is the address of one. */
  async clusters(
    options: CallOptions = {},
  ): Promise<{ name: string; server: string }[]> {
    const { items } = await this.#transport.call<{
      items?: { name: string; server: string }[] | null;
    }>({ operation: 'list clusters', path: '/api/v1/clusters', ...options });
    return items ?? [];
  }

  /**
   * Each resource of the application as it is and as Git says it should be; only as it should be, while
   * the server has lost what it knew of the cluster.
   */
  async managedResources(
    ref: ApplicationRef,
    options: CallOptions = {},
  ): Promise<ManagedResource[]> {
    try {
      const { items } = await this.#onApplication<{
        items?: ManagedResource[] | null;
      }>('compare the resources of', ref, {
        path: '/managed-resources',
        query: where(ref),
        ...options,
      });
      return items ?? [];
    } catch (error) {
      if (!isCacheLost(error)) throw error;
      return this.#targetResources(ref, options);
    }
  }

  /** When the application may be synced, by its project. */
  syncWindows(
    ref: ApplicationRef,
    options: CallOptions = {},
  ): Promise<SyncWindows> {
    return this.#onApplication('read the sync windows of', ref, {
      path: '/syncwindows',
      query: where(ref),
      ...options,
    });
  }

  /**
   * Author, date and message of a revision. With several sources, `sourceIndex` and the id of the
   * history's entry (`versionId`) say which.
   */
  revisionMetadata(
    ref: ApplicationRef,
    revision: string,
    options: CallOptions & { sourceIndex?: number; versionId?: number } = {},
  ): Promise<RevisionMetadata> {
    const { sourceIndex, versionId, ...call } = options;
    return this.#onApplication(`describe revision ${revision} of`, ref, {
      path: `/revisions/${encodeURIComponent(revision)}/metadata`,
      query: { ...where(ref), sourceIndex, versionId },
      ...call,
    });
  }

  /**
   * Resolves with the application as soon as it is what `options.until` asks.
   *
   * @throws ApplicationWaitError when it cannot become so, or not in time.
   */
  wait(ref: ApplicationRef, options: WaitOptions): Promise<Application> {
    return waitForApplication(this, ref, options, this.#clock);
  }

  /**
   * Follows applications: first all of them as a `snapshot`, then every change. A connection that
   * ends is made anew and begins with a snapshot, so that nothing that was missed stays missed.
   * Ends only with the signal, whose reason it throws.
   */
  watch(options: WatchOptions): AsyncGenerator<WatchItem, never, undefined> {
    return watchApplications(this, options, this.#clock);
  }

  /**
   * The events of a watch stream as they come. Silent until something happens.
   *
   * @throws ArgoCdError when the server refuses, or ends the stream with an error.
   */
  async *openStream(
    query: Record<string, QueryValue>,
    signal: AbortSignal,
  ): AsyncGenerator<WatchEvent> {
    const operation = 'watch applications';
    const path = '/api/v1/stream/applications';
    const call = { operation, path, query, signal };
    const body = await this.#transport.open(call);
    yield* readEvents(body, error => this.#transport.explainError(call, error));
  }

  /** Closes the connections. */
  close(): Promise<void> {
    return this.#transport.close();
  }

  async #targetResources(
    ref: ApplicationRef,
    options: CallOptions,
  ): Promise<ManagedResource[]> {
    const { manifests } = await this.#onApplication<{
      manifests?: string[] | null;
    }>('read the manifests of', ref, {
      path: '/manifests',
      query: where(ref),
      ...options,
    });
    return (manifests ?? []).map(toTarget);
  }

  async #onApplication<T>(
    verb: string,
    ref: ApplicationRef,
    call: ApplicationCall,
  ): Promise<T> {
    try {
      return await this.#callApplication<T>(verb, ref, call);
    } catch (error) {
      if (!isBareDenial(error)) throw error;
      throw (await this.#mayReadButCannot(ref, call))
        ? asOutage(error, this.name)
        : error;
    }
  }

  #callApplication<T>(
    verb: string,
    ref: ApplicationRef,
    call: ApplicationCall,
  ): Promise<T> {
    return this.#transport.call<T>({
      ...call,
      operation: `${verb} application "${ref.name}"`,
      path: `/api/v1/applications/${encodeURIComponent(ref.name)}${
        call.path ?? ''
      }`,
    });
  }

  /**
   * A server that cannot reach its Kubernetes denies whatever is about one application, in the words that
   * it has for an account that may not; its list comes from memory, and has what the account may read.
   */
  async #mayReadButCannot(
    ref: ApplicationRef,
    { signal, timeoutMs }: CallOptions,
  ): Promise<boolean> {
    const { name, project, appNamespace } = ref;
    const options = { signal, timeoutMs };
    const projects = project ? [project] : undefined;
    const fields = ['metadata.name'] as const;
    const query = { name, projects, appNamespace, fields };
    const { items } = await this.list(query, options);
    if (!items.some(({ metadata }) => metadata.name === name)) return false;
    try {
      const read = { query: where(ref), ...options };
      await this.#callApplication('read', ref, read);
      return false;
    } catch (error) {
      return isBareDenial(error);
    }
  }
}

/** Its cache writes only what has changed, so after a restart of Redis it may lack this for an hour. */
function isCacheLost(error: unknown): boolean {
  return ArgoCdError.is(error, 'server') && /key is missing/.test(error.reason);
}

function toTarget(targetState: string): ManagedResource {
  const { apiVersion, kind, metadata } = JSON.parse(targetState);
  const [group, version] = String(apiVersion).split('/');
  const { name, namespace } = metadata;
  return {
    ...(version && { group }),
    kind,
    ...(namespace && { namespace }),
    name,
    targetState,
  };
}

function isBareDenial(error: unknown): error is ArgoCdError {
  return (
    ArgoCdError.is(error, 'forbidden') && error.reason === PERMISSION_DENIED
  );
}

function asOutage(
  { operation, httpStatus, grpcCode }: ArgoCdError,
  instance: string,
) {
  return new ArgoCdError({
    instance,
    operation,
    problem: 'server',
    reason:
      'it says "permission denied", yet it lists the application: it cannot reach its Kubernetes',
    httpStatus,
    grpcCode,
  });
}

function where({ appNamespace, project }: ApplicationRef) {
  return { appNamespace, project };
}

function asBody({ name, appNamespace, project }: ApplicationRef) {
  return { name, appNamespace, project };
}
