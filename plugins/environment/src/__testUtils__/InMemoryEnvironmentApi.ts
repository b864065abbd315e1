import { NotFoundError, NotImplementedError } from '@backstage/errors';
import type {
  EnvironmentApi,
  EnvironmentSummary,
  HistoryEntry,
  HistoryQuery,
  InstanceStatus,
  Page,
  Promotion,
  PromotionQuery,
  Service,
  ServiceQuery,
} from '@towpath/plugin-environment-common';

/** What an {@link InMemoryEnvironmentApi} answers from; tests change it in place. */
export interface EnvironmentData {
  environments: EnvironmentSummary[];
  instances: InstanceStatus[];
  services: Service[];
  history: Record<string, HistoryEntry[]>;
  waitingForMe: Promotion[];
}

const notHere = async (): Promise<never> => {
  throw new NotImplementedError('This is not kept in memory.');
};

/** Answers what the pages of deployments ask, with the backend's filters and pages. */
export class InMemoryEnvironmentApi implements EnvironmentApi {
  readonly data: EnvironmentData;

  constructor(data: Partial<EnvironmentData> = {}) {
    this.data = {
      environments: [],
      instances: [],
      services: [],
      history: {},
      waitingForMe: [],
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
    const service = await this.getService(ref);
    service.deployments = service.deployments.map(deployment =>
      deployment.environment === environment
        ? { ...deployment, hold: undefined }
        : deployment,
    );
  }

  async listPromotions(query: PromotionQuery = {}) {
    return pageOf(query.waitingForMe ? this.data.waitingForMe : [], query);
  }

  compare = notHere;
  getPromotion = notHere;
  getPromotionLog = notHere;
  promote = notHere;
  approve = notHere;
  reject = notHere;
  cancel = notHere;
  retry = notHere;
  previewRollback = notHere;
  rollback = notHere;
  listFreezes = notHere;
  createFreeze = notHere;
  endFreeze = notHere;
  reportCheck = notHere;
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

function isOwned({ owner }: Service, query: ServiceQuery): boolean {
  return !query.owner?.length || query.owner.includes(owner ?? '');
}

function isInState({ deployments }: Service, query: ServiceQuery): boolean {
  return (
    (!query.health?.length ||
      deployments.some(
        ({ health }) => health && query.health?.includes(health),
      )) &&
    (!query.drifted || deployments.some(({ sync }) => sync === 'OutOfSync'))
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
