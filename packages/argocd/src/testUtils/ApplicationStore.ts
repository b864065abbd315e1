import { isDeepStrictEqual } from 'node:util';
import type {
  Application,
  ApplicationSpec,
  Operation,
  OperationPhase,
} from '../types';

/** An error answer of Argo CD: its HTTP status and its gRPC code. */
export class Refusal extends Error {
  constructor(readonly status: number, readonly code: number, message: string) {
    super(message);
  }
}

type Tell = (type: 'ADDED' | 'MODIFIED' | 'DELETED', app: Application) => void;

const TIME = '2026-11-23T10:00:00Z';

/** The applications of an Argo CD and the rules by which it changes or refuses to change them. */
export class ApplicationStore {
  readonly #rules: {
    /** How an operation ends as soon as it was asked for. */
    finishAs?: OperationPhase;
    /** Whether `automated.enabled` is a field that it has. */
    knowsEnabled: boolean;
  };
  readonly #tell: Tell;
  readonly #byKey = new Map<string, Application>();
  #writes = 100;

  constructor(
    rules: {
      /** How an operation ends as soon as it was asked for. */
      finishAs?: OperationPhase;
      /** Whether `automated.enabled` is a field that it has. */
      knowsEnabled: boolean;
    },
    tell: Tell,
  ) {
    this.#rules = rules;
    this.#tell = tell;
  }

  get version(): string {
    return String(this.#writes);
  }

  all(name?: string): Application[] {
    return [...this.#byKey.values()].filter(
      ({ metadata }) => !name || metadata.name === name,
    );
  }

  /** Without a namespace, the first of that name. */
  get(name: string, project?: string, namespace?: string): Application {
    const found = this.all(name).find(
      ({ metadata }) => !namespace || metadata.namespace === namespace,
    );
    if (found && (!project || found.spec.project === project)) return found;
    if (!project) throw new Refusal(403, 7, 'permission denied');
    throw new Refusal(404, 5, `applications.argoproj.io "${name}" not found`);
  }

  /** Puts an application there without anybody having asked. */
  put(application: Application): Application {
    const key = keyOf(application);
    const known = this.#byKey.has(key);
    this.#byKey.set(key, application);
    return this.#changed(application, known ? 'MODIFIED' : 'ADDED');
  }

  /** Changes the status of an application, as its controller does. */
  report(name: string, status: Application['status']): Application {
    const [application] = this.all(name);
    application.status = { ...application.status, ...status };
    return this.#changed(application);
  }

  create(wanted: Application, upsert: boolean): Application {
    const found = this.#byKey.get(keyOf(wanted));
    if (!found)
      return this.put({ metadata: wanted.metadata, spec: wanted.spec });
    if (isSame(found, wanted)) return found;
    if (!upsert) {
      throw new Refusal(
        400,
        3,
        'existing application spec is different, use upsert flag to force update',
      );
    }
    const { labels, annotations } = wanted.metadata;
    found.metadata.labels = { ...found.metadata.labels, ...labels };
    found.metadata.annotations = {
      ...found.metadata.annotations,
      ...annotations,
    };
    found.spec = wanted.spec;
    return this.#changed(found);
  }

  updateSpec(application: Application, spec: ApplicationSpec) {
    application.spec = this.#rules.knowsEnabled ? spec : withoutEnabled(spec);
    return this.#changed(application).spec;
  }

  merge(application: Application, patch: any): Application {
    application.metadata = { ...application.metadata, ...patch.metadata };
    application.spec = { ...application.spec, ...patch.spec };
    return this.#changed(application);
  }

  delete(application: Application) {
    this.#byKey.delete(keyOf(application));
    this.#changed(application, 'DELETED');
    return {};
  }

  sync(application: Application, request: any): Application {
    const { infos, revision, prune, dryRun, syncOptions } = request;
    const target = application.spec.source?.targetRevision ?? 'HEAD';
    if (revision && revision !== target && isAutomated(application)) {
      throw new Refusal(
        400,
        9,
        `Cannot sync to ${revision}: auto-sync currently set to ${target}`,
      );
    }
    if (
      request.sourcePositions?.some((at: unknown) => typeof at !== 'number')
    ) {
      throw new Refusal(
        400,
        3,
        'json: cannot unmarshal string into Go struct field ApplicationSyncRequest.sourcePositions of type int64',
      );
    }
    return this.#operate(application, {
      info: infos,
      sync: {
        revision: revision ?? 'abc123',
        prune,
        dryRun,
        syncOptions: syncOptions?.items,
        source: application.spec.source,
      },
    });
  }

  rollback(application: Application, { id, prune }: any): Application {
    if (isAutomated(application)) {
      throw new Refusal(
        400,
        9,
        'rollback cannot be initiated when auto-sync is enabled',
      );
    }
    const entry = application.status?.history?.find(past => past.id === id);
    if (!entry) {
      throw new Refusal(
        400,
        3,
        `application ${application.metadata.name} does not have deployment with id ${id}`,
      );
    }
    const { revision, source } = entry;
    return this.#operate(application, { sync: { revision, source, prune } });
  }

  terminate(application: Application) {
    if (application.status?.operationState?.phase !== 'Running') {
      throw new Refusal(
        400,
        3,
        'Unable to terminate operation. No operation is in progress',
      );
    }
    application.status.operationState.phase = 'Terminating';
    this.#changed(application);
    return {};
  }

  /** The request is an annotation, and leaves another one for good. */
  refresh(application: Application, how: string): Application {
    application.metadata.annotations = {
      ...application.metadata.annotations,
      'argocd.argoproj.io/hydrate': how,
    };
    application.status = { ...application.status, reconciledAt: TIME };
    return this.#changed(application);
  }

  /** Ends the running operation, and deploys its revision when it worked. */
  finish(name: string, phase: OperationPhase, message?: string): void {
    const [application] = this.all(name);
    const status = application.status!;
    const { revision, source } = status.operationState!.operation!.sync!;
    status.operationState = {
      ...status.operationState!,
      phase,
      message,
      finishedAt: TIME,
      syncResult: { revision, source },
    };
    if (phase === 'Succeeded') {
      const history = status.history ?? [];
      const id = (history.at(-1)?.id ?? -1) + 1;
      status.history = [...history, { id, revision, source, deployedAt: TIME }];
      status.sync = { status: 'Synced', revision };
      status.health = { status: 'Healthy' };
      status.reconciledAt = TIME;
    }
    this.#changed(application);
  }

  #operate(application: Application, operation: Operation): Application {
    const phase = application.status?.operationState?.phase;
    if (phase === 'Running' || phase === 'Terminating') {
      throw new Refusal(400, 9, 'another operation is already in progress');
    }
    application.status = {
      ...application.status,
      operationState: { phase: 'Running', startedAt: TIME, operation },
    };
    this.#changed(application);
    const { finishAs } = this.#rules;
    if (finishAs) this.finish(application.metadata.name, finishAs);
    return application;
  }

  #changed(
    application: Application,
    type: 'ADDED' | 'MODIFIED' | 'DELETED' = 'MODIFIED',
  ): Application {
    this.#writes += 1;
    application.metadata.resourceVersion = String(this.#writes);
    this.#tell(type, application);
    return application;
  }
}

function keyOf({ metadata }: Application): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}

/** As the server compares what is there with what is to be created. */
function isSame(found: Application, wanted: Application): boolean {
  const { labels, annotations, finalizers } = found.metadata;
  return (
    isDeepStrictEqual(found.spec, wanted.spec) &&
    isDeepStrictEqual(labels, wanted.metadata.labels) &&
    isDeepStrictEqual(annotations, wanted.metadata.annotations) &&
    isDeepStrictEqual(finalizers, wanted.metadata.finalizers)
  );
}

function withoutEnabled(spec: ApplicationSpec): ApplicationSpec {
  const { enabled: _, ...automated } = spec.syncPolicy?.automated ?? {};
  return spec.syncPolicy?.automated
    ? { ...spec, syncPolicy: { ...spec.syncPolicy, automated } }
    : spec;
}

function isAutomated({ spec }: Application): boolean {
  const automated = spec.syncPolicy?.automated;
  return Boolean(automated) && automated!.enabled !== false;
}
