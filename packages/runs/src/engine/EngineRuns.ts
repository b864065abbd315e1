import type {
  AuthService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { ConflictError, NotFoundError } from '@backstage/errors';
import { isUuid, type Caller } from '@towpath/backend-kit';
import type {
  ApproveRequest,
  CancelRequest,
  RejectRequest,
  Run,
  RunLog,
  RunLogQuery,
} from '@towpath/plugin-runs-common';
import type { Run as EngineRun, WorkflowEngine } from '@towpath/workflow';
import { requireAble } from '../abilities/Ability';
import { approvalBy } from '../abilities/approvalBy';
import { cancelOf } from '../abilities/momentOf';
import { People } from '../abilities/People';
import type { Person } from '../abilities/Person';
import type { RunListPage, RunListQuery, RunOperations } from '../RunType';
import { presentRun, retryAs, type RunDescription } from './presentRun';

export interface EngineRunsOptions {
  engine: WorkflowEngine;
  /** The kind of run, as the engine knows it. */
  kind: string;
  /** Says what a run is, in words. */
  describe(run: EngineRun<any, any>): RunDescription;
  auth: AuthService;
  userInfo: UserInfoService;
}

/**
 * The operations on the runs of one kind of an engine, without asking who may do what: put it behind
 * `protect` with {@link runProtection}.
 */
export class EngineRuns implements RunOperations {
  readonly #options: EngineRunsOptions;
  readonly #people: People;

  constructor(options: EngineRunsOptions) {
    this.#options = options;
    this.#people = new People(options);
  }

  async has(id: string): Promise<boolean> {
    return (await this.#find(id)) !== undefined;
  }

  async list(query: RunListQuery, caller: Caller): Promise<RunListPage> {
    const { engine, kind } = this.#options;
    const { waitingForMe, statuses, subject, requestedBy } = query;
    const person = await this.#people.find(caller.credentials);
    const { items, nextCursor } = await engine.list({
      kinds: [kind],
      statuses,
      subjects: subject === undefined ? undefined : [subject],
      requestedBy,
      ...(waitingForMe && { approvers: person?.groups ?? [] }),
      limit: query.limit,
      cursor: query.cursor,
    });
    const runs = items.map(run => this.#present(run, person));
    return {
      items: waitingForMe
        ? runs.filter(({ can }) => can.approve.allowed)
        : runs,
      nextCursor,
    };
  }

  async get(id: string, { credentials }: Caller): Promise<Run> {
    const run = await this.#run(id);
    return this.#present(run, await this.#people.find(credentials));
  }

  async log(id: string, query: RunLogQuery): Promise<RunLog> {
    await this.#run(id);
    const { lines, ended } = await this.#options.engine.log(id, query);
    return {
      lines: lines.map(line => ({ ...line, at: line.at.toISOString() })),
      ended,
    };
  }

  async approve(
    id: string,
    { digest, comment }: ApproveRequest,
    caller: Caller,
  ): Promise<Run> {
    const run = await this.#run(id);
    if (run.approval && run.approval.digest !== digest) {
      throw new ConflictError(
        'What would be done has changed since it was shown. Look at the run again, and then decide',
      );
    }
    return this.#decide(run, { verdict: 'approved', digest, comment }, caller);
  }

  async reject(
    id: string,
    { comment }: RejectRequest,
    caller: Caller,
  ): Promise<Run> {
    const run = await this.#run(id);
    const digest = run.approval?.digest ?? '';
    return this.#decide(run, { verdict: 'rejected', digest, comment }, caller);
  }

  async cancel(
    id: string,
    { reason }: CancelRequest,
    { credentials }: Caller,
  ): Promise<Run> {
    const person = await this.#people.require(credentials);
    requireAble(cancelOf(await this.#run(id)));
    const { engine } = this.#options;
    await engine.cancel(id, { by: person.ref, reason });
    return this.#present(await this.#run(id), person);
  }

  async retry(id: string, { credentials }: Caller): Promise<Run> {
    const person = await this.#people.require(credentials);
    const run = await this.#run(id);
    requireAble(retryAs(this.#options.describe(run), run));
    await this.#options.engine.retry(id, { by: person.ref });
    return this.#present(await this.#run(id), person);
  }

  async #decide(
    run: EngineRun,
    decision: {
      verdict: 'approved' | 'rejected';
      digest: string;
      comment?: string;
    },
    { credentials }: Caller,
  ): Promise<Run> {
    const person = await this.#people.require(credentials);
    const { rules, ability } = approvalBy(run, person);
    requireAble(ability);
    await this.#options.engine.decide(run.id, {
      ...decision,
      by: person.ref,
      rules,
    });
    return this.#present(await this.#run(run.id), person);
  }

  #present(run: EngineRun, person?: Person): Run {
    return presentRun(run, this.#options.describe(run), person);
  }

  async #run(id: string): Promise<EngineRun> {
    const run = await this.#find(id);
    if (run) return run;
    throw new NotFoundError(
      `There is no run "${id}" of the kind ${this.#options.kind}`,
    );
  }

  async #find(id: string): Promise<EngineRun | undefined> {
    if (!isUuid(id)) return undefined;
    const { engine, kind } = this.#options;
    const { items } = await engine.list({
      ids: [id],
      kinds: [kind],
      limit: 1,
    });
    return items[0];
  }
}
