import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { TEMPLATE_TASKS } from '@towpath/plugin-template-gates-common';
import type { TemplateJudge } from '../judging/TemplateJudge';
import type { Actors } from '@towpath/roles';
import type { WorkflowEngine } from '@towpath/workflow';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import { isUuid, oneAtATime, type PolicyHits } from '@towpath/backend-kit';
import { requireRoom, type RunLimits } from '@towpath/runs';
import { maskInput } from '../judging/maskInput';
import type { Judgement } from '../model/Judgement';
import type { HeldInput, HeldRun, HeldState } from '../model/runs';
import { toRules } from '../model/toRules';
import { stepsOf, type TaskRequest } from '../model/TaskRequest';
import type { Credentials } from './Credentials';
import type { HoldStore } from './HoldStore';
import type { Requests } from './Requests';

/** What is held, for who asks how a task stands. */
export interface HeldTask {
  run: HeldRun;
  /** Id of the task that began. */
  task?: string;
}

/** What {@link TaskGate} needs. */
interface TaskGateOptions {
  knex: Knex;
  engine: WorkflowEngine;
  store: HoldStore;
  requests: Requests;
  credentials: Credentials;
  judge: TemplateJudge;
  actors: Actors;
  hits: PolicyHits;
  limits: RunLimits;
  /** Tells who is asked, in the transaction in which they are. */
  tellAsked(id: string, digest: string, trx: Knex.Transaction): Promise<void>;
}

const HELD = { many: 'held tasks', among: { kinds: [TEMPLATE_TASKS] } };

/** Holds what rules about templates ask for, until the people whom they name have agreed. */
export class TaskGate {
  readonly #options: TaskGateOptions;

  constructor(options: TaskGateOptions) {
    this.#options = options;
  }

  /** @throws NotFoundError when there is no such template for them */
  template(ref: string, credentials: BackstageCredentials) {
    return this.#options.requests.template(ref, credentials);
  }

  /** What trying a task again would do. */
  ofTask(
    task: string,
    secrets: Record<string, string>,
    credentials: BackstageCredentials,
  ): Promise<TaskRequest> {
    return this.#options.requests.ofTask(task, secrets, credentials);
  }

  judge(
    request: TaskRequest,
    credentials: BackstageCredentials,
  ): Promise<Judgement> {
    return this.#options.requests.judge(request, credentials);
  }

  /** Counts the rules that spoke about what somebody wanted to begin. */
  async count({ verdicts }: Judgement): Promise<void> {
    await this.#options.hits.add(verdicts);
  }

  async judgeDryRun(
    request: TaskRequest,
    credentials: BackstageCredentials,
  ): Promise<Judgement> {
    const { actors, judge } = this.#options;
    const actor = await actors.find(credentials);
    return judge.judge(request, actor, 'dry-run');
  }

  /**
   * Keeps the request, and asks the groups. Who asks for it may not agree to it.
   *
   * @returns the id under which it is known from now on
   * @throws ConflictError when too much is held
   */
  async hold(
    request: TaskRequest,
    judgement: Judgement,
    credentials: BackstageCredentials,
  ): Promise<string> {
    const { knex, engine, store, requests, limits, tellAsked } = this.#options;
    const by = personOf(credentials, judgement);
    this.#requireKey(judgement);
    const acting = await this.#options.credentials.toKeep(credentials);
    const { template, values, secrets, retries } = request;
    const salt = randomUUID();
    const id = uuid();
    const { digest, unseen } = await requests.seal(request, judgement, salt);
    await knex.transaction(async trx => {
      await oneAtATime(trx, 'held');
      const hold = { id, requestedBy: by, template: template.ref, retries };
      await store.add(hold, { values, secrets, salt }, acting, trx);
      await engine.start(
        {
          id,
          kind: TEMPLATE_TASKS,
          subject: template.ref,
          lockKey: id,
          input: { ...toInput(request, judgement), unseen },
          requestedBy: by,
          approval: { digest, required: toRules(judgement.approvals) },
        },
        { trx },
      );
      await requireRoom(engine, { ...HELD, requestedBy: by }, limits, trx);
      await tellAsked(id, digest, trx);
    });
    return id;
  }

  /**
   * Lets through what was approved: this request, by who asked, once.
   *
   * @param pass what the run has sent with it
   * @throws ConflictError when it is not what was approved
   */
  async letThrough(
    pass: string,
    request: TaskRequest,
    judgement: Judgement,
    credentials: BackstageCredentials,
  ): Promise<string> {
    const { store, requests } = this.#options;
    const [id, secret = ''] = pass.split('.');
    const run = await this.#run(id);
    const sealed = run && (await store.request(id));
    const { principal } = credentials as any;
    const isTheirs =
      run?.status === 'running' &&
      sealed !== undefined &&
      run.requestedBy === principal.userEntityRef;
    if (isTheirs) {
      const seen = await requests.seal(request, judgement, sealed.salt);
      const isIt = run.approval?.digest === seen.digest;
      if (isIt && (await store.takePass(id, secret))) return id;
    }
    throw new ConflictError(
      'This is not what was approved. Look at what is shown now, and ask again',
    );
  }

  /** What was let through has begun as this task. */
  begun(id: string, task: string): Promise<void> {
    return this.#options.store.begun(id, task);
  }

  /** What is held, or was, under an id; undefined for a task of the scaffolder. */
  async find(id: string): Promise<HeldTask | undefined> {
    if (!isUuid(id)) return undefined;
    const hold = await this.#options.store.find(id);
    const run = hold && (await this.#run(id));
    return run && { run, task: hold.task };
  }

  /** Of one person, or of all; newest first, those that have not begun only. */
  async list(requestedBy: string | undefined, limit: number) {
    const { engine } = this.#options;
    const { items } = await engine.list<HeldInput, HeldState>({
      kinds: [TEMPLATE_TASKS],
      statuses: ['awaiting-approval', 'queued', 'running', 'waiting'],
      requestedBy,
      limit,
    });
    return items;
  }

  /** As who asked, or whoever may. */
  async cancel(id: string, by: string): Promise<void> {
    await this.#options.engine.cancel(id, { by });
  }

  /** Who asked is there again, so that an approved request can go on in their name. */
  async goOn(id: string, credentials: BackstageCredentials): Promise<void> {
    const { engine, store } = this.#options;
    const run = await this.#run(id);
    if (!run) throw new NotFoundError(`There is nothing held as ${id}`);
    if (run.requestedBy !== (credentials.principal as any).userEntityRef) {
      throw new NotAllowedError(
        `Only ${run.requestedBy}, who asked for it, can have it go on`,
      );
    }
    if (!(await store.request(id))) {
      throw new ConflictError('It has begun or ended already');
    }
    await store.renewToken(
      id,
      await this.#options.credentials.toKeep(credentials),
    );
    await engine.wake({ runIds: [id] });
  }

  #requireKey({ verdicts }: Judgement): void {
    if (this.#options.store.canHold) return;
    const { message } = verdicts.find(({ effect }) => effect === 'gate')!;
    throw new ServiceUnavailableError(
      `${message} It cannot be held here: the platform team has to set templateGates.secrets.keys`,
    );
  }

  async #run(id: string): Promise<HeldRun | undefined> {
    if (!isUuid(id)) return undefined;
    const { items } = await this.#options.engine.list<HeldInput, HeldState>({
      ids: [id],
      kinds: [TEMPLATE_TASKS],
      limit: 1,
    });
    return items[0];
  }
}

/** A service has no sign-in in whose name something could go on later, and nobody to look at what was shown. */
function personOf(
  { principal }: BackstageCredentials,
  { verdicts }: Judgement,
): string {
  const { type, userEntityRef } = principal as any;
  if (type === 'user') return userEntityRef;
  const { message } = verdicts.find(({ effect }) => effect === 'gate')!;
  throw new NotAllowedError(
    `${message} Only what a person asks for can wait for an approval: a person has to start it, or its input has to stay on the golden path`,
  );
}

function toInput(
  { template, values, retries }: TaskRequest,
  { verdicts }: Judgement,
): Omit<HeldInput, 'unseen'> {
  return {
    template: { ref: template.ref, title: template.title },
    values: maskInput(values, template.spec.parameters),
    steps: stepsOf(template),
    differences: verdicts.filter(({ effect }) => effect === 'gate'),
    retries,
  };
}
