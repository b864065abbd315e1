import { ConflictError } from '@backstage/errors';
import type { Caller } from '@towpath/backend-kit';
import {
  firstOf,
  getPromotionSource,
  type LogQuery,
  type PromoteRequest,
  type Promotion,
  type PromotionFacts,
  type PromotionQuery,
  type RollbackRequest,
  whyNotPromote,
} from '@towpath/plugin-environment-common';
import {
  bindKey,
  type IdempotencyKey,
  type RunFilter,
  type WorkflowEngine,
} from '@towpath/workflow';
import type { ServiceCatalog } from '../catalog/ServiceCatalog';
import { findUnderWay } from '../database/findUnderWay';
import type { PlacedService } from '../deployments/Places';
import { approvalBy, cancelOf, requireAble, retryOf } from '../model/abilities';
import { isAskedFor, requiredApprovals } from '../model/approvals';
import { factsOf } from '../model/factsOf';
import type { Person } from '../model/Person';
import type { PromotionPlan } from '../model/PromotionPlan';
import { reversalOf } from '../model/reversalOf';
import {
  asDelivery,
  isRollback,
  PROMOTION,
  ROLLBACK,
  type PromotionRun,
  type RollbackRun,
} from '../model/runs';
import { askApprovers, type PromotionOutbox } from '../notify/PromotionOutbox';
import { overrideOf, type Planner } from '../planning/Planner';
import type { People } from '@towpath/runs';
import type { PromotionReader } from './PromotionReader';
import type { PromotionService } from './PromotionService';
import type { PromotionStarter } from './PromotionStarter';
import { refusalOf, refusalOfRequest } from './refusal';
import type { RollbackPreviewer } from './RollbackPreviewer';

const PAGE = 50;

interface Options {
  catalog: ServiceCatalog;
  people: People;
  planner: Planner;
  starter: PromotionStarter;
  reader: PromotionReader;
  previewer: RollbackPreviewer;
  engine: WorkflowEngine;
  outbox: PromotionOutbox;
}

/** What promotions are, without asking who may do what. */
export class DefaultPromotionService implements PromotionService {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  async list(query: PromotionQuery, { credentials }: Caller) {
    const { catalog, people, reader } = this.#options;
    const person = await people.find(credentials);
    const { environment, requestedBy } = query;
    const mine = query.waitingForMe === true;
    const filter: RunFilter = {
      ...(query.service && {
        subjects: [(await catalog.getService(query.service)).ref],
      }),
      ...(environment && { facts: { environment } }),
      requestedBy,
      ...(mine ? { approvers: person?.groups ?? [] } : statusesOf(query)),
    };
    const page = await reader.list(
      filter,
      { limit: query.limit ?? PAGE, cursor: query.cursor },
      person,
    );
    return mine
      ? { ...page, items: page.items.filter(one => one.can.approve.allowed) }
      : page;
  }

  async get(id: string, { credentials }: Caller) {
    const { people, reader } = this.#options;
    return reader.get(id, await people.find(credentials));
  }

  async log(id: string, query: LogQuery) {
    const { engine, reader } = this.#options;
    await reader.run(id);
    const { lines, ended } = await engine.log(id, query);
    return {
      lines: lines.map(line => ({ ...line, at: line.at.toISOString() })),
      ended,
    };
  }

  async promote(
    request: PromoteRequest,
    { credentials, by: requestedBy }: Caller,
    idempotencyKey?: string,
  ) {
    const { people, planner, starter, reader } = this.#options;
    const person = await people.find(credentials);
    const bound = bindKey(idempotencyKey, request);
    const asked = { kind: PROMOTION, requestedBy, idempotencyKey: bound };
    const earlier = await this.#earlier(asked, person);
    if (earlier) return earlier;
    requireSound({ override: overrideBy(person, request) }, request.to);
    const placed = await planner.look(request.service);
    requireSound({ route: routeOf(request, placed) }, request.to);
    const plan = await planner.plan(placed, request, {
      requestedBy,
      automatic: false,
      setbackOverride: overrideOf(request),
    });
    requireDigest(plan, request.digest);
    try {
      await this.#requireNews(plan);
    } catch (error) {
      // The other half of a double click may have begun it meanwhile.
      const twin = await this.#earlier(asked, person);
      if (twin) return twin;
      throw error;
    }
    const run = await starter.promote(plan, {
      requestedBy,
      idempotencyKey: bound,
      reason: request.reason,
      automatic: false,
      overrideSetback: request.overrideSetback,
    });
    return reader.present(run, person);
  }

  async approve(
    id: string,
    { digest, comment }: { digest: string; comment?: string },
    { credentials }: Caller,
  ) {
    const { people, reader, engine } = this.#options;
    const person = await people.require(credentials);
    const run = await reader.run(id);
    const { rules, ability } = approvalBy(run, person);
    requireAble(ability);
    if (!isRollback(run)) await this.#requireSame(run, digest);
    await engine.decide(id, {
      by: person.ref,
      verdict: 'approved',
      digest,
      rules,
      comment,
    });
    return reader.get(id, person);
  }

  async reject(
    id: string,
    { comment }: { comment: string },
    { credentials }: Caller,
  ) {
    const { people, reader, engine } = this.#options;
    const person = await people.require(credentials);
    const run = await reader.run(id);
    const { rules, ability } = approvalBy(run, person);
    requireAble(ability);
    await engine.decide(id, {
      by: person.ref,
      verdict: 'rejected',
      digest: run.approval?.digest ?? '',
      rules,
      comment,
    });
    return reader.get(id, person);
  }

  async cancel(
    id: string,
    { reason }: { reason?: string },
    { credentials }: Caller,
  ) {
    const { people, reader, engine } = this.#options;
    const person = await people.require(credentials);
    requireAble(cancelOf(await reader.run(id)));
    await engine.cancel(id, { by: person.ref, reason });
    return reader.get(id, person);
  }

  async retry(id: string, { credentials }: Caller) {
    const { people, reader, engine, planner } = this.#options;
    const person = await people.require(credentials);
    const run = await reader.run(id);
    requireAble(retryOf(run, await reader.surroundings(run)));
    await planner.requirePlace(run);
    await engine.retry(id, { by: person.ref });
    return reader.get(id, person);
  }

  async previewRollback(id: string) {
    const { previewer, reader } = this.#options;
    return previewer.preview(await reader.run(id));
  }

  async rollback(
    id: string,
    { reason, overrideFreeze = false }: RollbackRequest,
    { credentials }: Caller,
    idempotencyKey?: string,
  ) {
    const { people, reader, previewer, starter } = this.#options;
    const person = await people.require(credentials);
    const bound = bindKey(idempotencyKey, { id, reason, overrideFreeze });
    const earlier = await this.#earlier(
      { kind: ROLLBACK, requestedBy: person.ref, idempotencyKey: bound },
      person,
    );
    if (earlier) return earlier;
    const run = await reader.run(id);
    const { possible, why, freeze } = await previewer.preview(run);
    const reversal = isRollback(run) ? undefined : reversalOf(run);
    if (!possible || !reversal) {
      throw new ConflictError(`Promotion ${id} cannot be rolled back. ${why}`);
    }
    if (freeze && !overrideFreeze) {
      throw new ConflictError(
        `A freeze holds in ${reversal.to} until ${
          freeze.endsAt ?? 'it is ended'
        }: ${freeze.reason}. Set overrideFreeze to roll back although it does`,
      );
    }
    const input = { reversal, reason, overrideFreeze };
    await this.#requireAllowed({ input, requestedBy: person.ref });
    const started = await starter.rollBack(reversal, {
      requestedBy: person.ref,
      idempotencyKey: bound,
      reason,
      overrideFreeze,
    });
    return reader.present(started, person);
  }

  /** What the same person began with the same key. @throws KeyReusedError */
  async #earlier(
    asked: {
      kind: string;
      requestedBy: string;
      idempotencyKey?: IdempotencyKey;
    },
    person?: Person,
  ): Promise<Promotion | undefined> {
    const { engine, reader } = this.#options;
    const earlier = await engine.findStarted(asked);
    return earlier && reader.present(asDelivery(earlier), person);
  }

  /** Neither there nor on its way: the second promotion of a version would have nothing to do. */
  async #requireNews(plan: PromotionPlan) {
    const { service, to } = plan;
    const all = await findUnderWay(this.#options.engine, [service.ref]);
    const underWay = all.filter(({ environment }) => environment === to);
    // Who asks anew for an approval takes the place of the one before.
    const reason = firstOf(
      whyNotPromote({ ...factsOf(plan), underWay }),
      'old',
      'under-way',
    );
    if (reason) throw refusalOf(reason, plan);
  }

  /** A freeze is overridden or waited for; no time opens a policy. */
  async #requireAllowed(run: Pick<RollbackRun, 'input' | 'requestedBy'>) {
    const closed = await this.#options.planner.closedForRollback(run);
    const denied = closed.filter(({ type }) => type === 'rule');
    if (denied.length === 0) return;
    const said = denied.map(({ title, message }) => `${title}: ${message}`);
    throw new ConflictError(`It cannot be rolled back. ${said.join(' ')}`);
  }

  /** What the approver saw has to be what would be written now. */
  async #requireSame(run: PromotionRun, digest: string) {
    const { planner, engine, outbox } = this.#options;
    const plan = await planner.planAgain(run);
    const isSame =
      plan.digest === run.approval?.digest && isAskedFor(plan, run.approval);
    if (isSame && digest === plan.digest) return;
    if (!isSame) {
      await engine.revise(run.id, {
        digest: plan.digest,
        required: requiredApprovals(plan.gates),
        reason: 'What would be written has changed since it was asked for',
        state: { plan },
      });
      await askApprovers(outbox, { id: run.id, digest: plan.digest });
    }
    throw changed();
  }
}

/** An empty list of statuses is none that was asked for. */
function statusesOf({ status }: PromotionQuery): Pick<RunFilter, 'statuses'> {
  return status?.length ? { statuses: status } : {};
}

/** Refuses what is wrong with the request itself. */
function requireSound(
  facts: Pick<PromotionFacts, 'route' | 'override'>,
  to: string,
) {
  const reason = firstOf(
    whyNotPromote(facts),
    'no-person',
    'no-reason',
    'no-route',
  );
  if (reason) throw refusalOfRequest(reason, to);
}

function overrideBy(
  person: Person | undefined,
  { overrideSetback, reason }: PromoteRequest,
): PromotionFacts['override'] {
  return overrideSetback
    ? { isPerson: person !== undefined, reason }
    : undefined;
}

function routeOf(
  { from, to }: PromoteRequest,
  { places }: PlacedService,
): PromotionFacts['route'] {
  const source = getPromotionSource(places.environment(to));
  return { from, promotesFrom: source?.name };
}

function changed() {
  return new ConflictError(
    'What would be written has changed since it was shown. Look at the promotion again, and then decide',
  );
}

function requireDigest(plan: PromotionPlan, digest?: string) {
  if (digest && digest !== plan.digest) throw changed();
}
