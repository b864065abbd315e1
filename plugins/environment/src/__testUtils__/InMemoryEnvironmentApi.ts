import {
  ConflictError,
  NotFoundError,
  NotImplementedError,
} from '@backstage/errors';
import type {
  Deployment,
  Comparison,
  CompareQuery,
  EnvironmentApi,
  EnvironmentSummary,
  Freeze,
  FreezeQuery,
  FreezeRequest,
  HistoryEntry,
  HistoryQuery,
  InstanceStatus,
  LogLine,
  LogQuery,
  Page,
  PromoteRequest,
  Promotion,
  PromotionQuery,
  PromotionStatus,
  RollbackPreview,
  RollbackRequest,
  Service,
  ServiceQuery,
} from '@towpath/plugin-environment-common';
import { createKey } from '@towpath/ui';
import { isEnded } from '@towpath/plugin-runs-common';
import { freezeFixture, promotionFixture } from './promotionFixtures';

/** What an {@link InMemoryEnvironmentApi} answers from; tests change it in place. */
export interface EnvironmentData {
  environments: EnvironmentSummary[];
  instances: InstanceStatus[];
  services: Service[];
  history: Record<string, HistoryEntry[]>;
  waitingForMe: Promotion[];
  promotions: Promotion[];
  comparisons: Comparison[];
  logs: Record<string, LogLine[]>;
  rollbacks: Record<string, RollbackPreview>;
  freezes: Freeze[];
}

const notHere = async (): Promise<never> => {
  throw new NotImplementedError('This is not kept in memory.');
};

const canApprove = ({ can }: Promotion) => can.approve.allowed;

/** Answers what the pages of deployments ask, with the backend's filters and pages. */
export class InMemoryEnvironmentApi implements EnvironmentApi {
  readonly data: EnvironmentData;
  readonly #byKey = new Map<string, string>();

  constructor(data: Partial<EnvironmentData> = {}) {
    this.data = {
      environments: [],
      instances: [],
      services: [],
      history: {},
      waitingForMe: [],
      promotions: [],
      comparisons: [],
      logs: {},
      rollbacks: {},
      freezes: [],
      ...data,
    };
  }

  async listEnvironments() {
    return this.data.environments;
  }

  async getStatus() {
    return this.data.instances;
  }

  async listServices(query: ServiceQuery = {}) {
    const found = this.data.services.filter(
      service =>
        isNamed(service, query) &&
        isOwned(service, query) &&
        isInState(service, query),
    );
    return { ...pageOf(found, query), total: found.length };
  }

  async getService(ref: string) {
    const service = this.data.services.find(known => known.ref === ref);
    if (!service) throw new NotFoundError(`There is no service ${ref}.`);
    return service;
  }

  async getHistory(ref: string, query: HistoryQuery = {}) {
    const entries = (this.data.history[ref] ?? []).filter(
      entry => !query.environment || entry.environment === query.environment,
    );
    return pageOf(entries, query);
  }

  async liftHold(ref: string, environment: string) {
    const lifted = (deployment: Deployment) =>
      deployment.environment === environment
        ? { ...deployment, hold: undefined }
        : deployment;
    this.data.services = this.data.services.map(service =>
      service.ref === ref
        ? { ...service, deployments: service.deployments.map(lifted) }
        : service,
    );
  }

  async listPromotions(query: PromotionQuery = {}) {
    const { promotions, waitingForMe, services } = this.data;
    const { service } = query;
    if (service && !services.some(known => isCalled(known, service))) {
      throw new NotFoundError(`There is no service ${service}.`);
    }
    const among = query.waitingForMe
      ? [...waitingForMe, ...promotions.filter(canApprove)]
      : promotions;
    return pageOf(
      among.filter(promotion => isAskedFor(promotion, query)),
      query,
    );
  }

  async compare({ service, from, to }: CompareQuery) {
    const comparison = this.data.comparisons.find(
      known =>
        known.service === service && known.from === from && known.to === to,
    );
    if (!comparison) throw new NotFoundError(`There is no service ${service}.`);
    return comparison;
  }

  async getPromotion(id: string) {
    const promotion = this.data.promotions.find(known => known.id === id);
    if (!promotion) throw new NotFoundError(`There is no promotion ${id}.`);
    return promotion;
  }

  async getPromotionLog(id: string, { after = 0, limit = 500 }: LogQuery = {}) {
    const { status } = await this.getPromotion(id);
    const lines = (this.data.logs[id] ?? []).filter(({ seq }) => seq > after);
    return {
      lines: lines.slice(0, limit),
      ended: isEnded(status) && lines.length <= limit,
    };
  }

  async promote(
    request: PromoteRequest,
    { idempotencyKey = createKey() }: { idempotencyKey?: string } = {},
  ) {
    const known = this.#byKey.get(idempotencyKey);
    if (known) return this.getPromotion(known);
    const comparison = await this.compare(request);
    requireSameDigest(comparison.digest, request.digest);
    const { service, from, to, version, edits, gates } = comparison;
    const status =
      comparison.verdict === 'gate' ? 'awaiting-approval' : 'queued';
    return this.#begin(idempotencyKey, {
      ...promotionFixture(status),
      ...{ service, from, to, version, edits, gates },
      reason: request.reason,
    });
  }

  async approve(id: string, request: { digest: string; comment?: string }) {
    const { approval } = await this.getPromotion(id);
    requireSameDigest(approval.digest, request.digest);
    return this.#decide(id, 'running', 'approved', request.comment);
  }

  async reject(id: string, { comment }: { comment: string }) {
    return this.#decide(id, 'rejected', 'rejected', comment);
  }

  async cancel(id: string) {
    return this.#change(id, { status: 'cancelled' });
  }

  async retry(id: string) {
    return this.#change(id, { status: 'running' });
  }

  async previewRollback(id: string) {
    const preview = this.data.rollbacks[id];
    if (!preview) throw new NotFoundError(`There is no promotion ${id}.`);
    return preview;
  }

  async rollback(
    id: string,
    request: RollbackRequest,
    { idempotencyKey = createKey() }: { idempotencyKey?: string } = {},
  ) {
    const known = this.#byKey.get(idempotencyKey);
    if (known) return this.getPromotion(known);
    const { freeze, version = '' } = await this.previewRollback(id);
    if (freeze && !request.overrideFreeze) {
      throw new ConflictError(`The freeze “${freeze.reason}” holds.`);
    }
    return this.#begin(idempotencyKey, {
      ...promotionFixture('queued'),
      kind: 'rollback',
      version,
      reason: request.reason,
      reverts: id,
    });
  }

  async listFreezes(query: FreezeQuery = {}) {
    return pageOf(this.data.freezes, query);
  }

  async createFreeze(request: FreezeRequest) {
    const freeze = freezeFixture({
      ...request,
      id: `freeze-${this.data.freezes.length + 1}`,
    });
    this.data.freezes = [...this.data.freezes, freeze];
    return freeze;
  }

  async endFreeze(id: string) {
    this.data.freezes = this.data.freezes.filter(freeze => freeze.id !== id);
  }

  reportCheck = notHere;
  getKnownName = notHere;

  #begin(key: string, promotion: Promotion) {
    const id = `run-${this.#byKey.size + 1}`;
    this.#byKey.set(key, id);
    const begun = { ...promotion, id };
    this.data.promotions = [begun, ...this.data.promotions];
    return begun;
  }

  async #decide(
    id: string,
    status: PromotionStatus,
    verdict: 'approved' | 'rejected',
    comment?: string,
  ) {
    const { approval, can } = await this.getPromotion(id);
    const refused = { allowed: false, why: 'It does not wait for approval.' };
    const decision = {
      by: 'user:default/grace',
      verdict,
      comment,
      at: '2026-11-25T12:05:00.000Z',
    };
    return this.#change(id, {
      status,
      approval: { ...approval, decisions: [...approval.decisions, decision] },
      can: { ...can, approve: refused, reject: refused },
    });
  }

  async #change(id: string, change: Partial<Promotion>) {
    const changed = { ...(await this.getPromotion(id)), ...change };
    this.data.promotions = this.data.promotions.map(known =>
      known.id === id ? changed : known,
    );
    return changed;
  }
}

function isAskedFor(promotion: Promotion, query: PromotionQuery): boolean {
  return (
    (!query.status?.length || query.status.includes(promotion.status)) &&
    (!query.requestedBy || query.requestedBy === promotion.requestedBy) &&
    (!query.environment || query.environment === promotion.to) &&
    (!query.service || promotion.service.endsWith(query.service))
  );
}

function requireSameDigest(now: string, shown?: string) {
  if (shown !== undefined && shown !== now) {
    throw new ConflictError('What would be changed is not what was shown.');
  }
}

function isNamed({ ref, name, title }: Service, query: ServiceQuery): boolean {
  const part = query.query?.toLocaleLowerCase('en-US') ?? '';
  const names = [name, title ?? ''].map(text =>
    text.toLocaleLowerCase('en-US'),
  );
  return (
    names.some(text => text.includes(part)) &&
    (!query.service || query.service.includes(ref))
  );
}

function isCalled({ ref, name }: Service, refOrName: string): boolean {
  return ref === refOrName || name === refOrName;
}

function isOwned({ owner }: Service, query: ServiceQuery): boolean {
  return !query.owner?.length || query.owner.includes(owner ?? '');
}

function isInState({ deployments }: Service, query: ServiceQuery): boolean {
  return (
    (!query.health?.length ||
      deployments.some(
        ({ health }) => health && query.health?.includes(health),
      )) &&
    (!query.drifted || deployments.some(({ sync }) => sync === 'OutOfSync')) &&
    (!query.notUnderstood ||
      deployments.some(({ notUnderstood }) => notUnderstood))
  );
}

function pageOf<Item>(
  items: Item[],
  { limit = 50, cursor = '0' }: { limit?: number; cursor?: string },
): Page<Item> {
  const end = Number(cursor) + limit;
  return {
    items: items.slice(Number(cursor), end),
    ...(end < items.length && { nextCursor: String(end) }),
  };
}
