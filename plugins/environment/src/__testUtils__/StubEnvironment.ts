import { NotFoundError } from '@backstage/errors';
import { StubApi } from '@towpath/api-client/testUtils';
import {
  EnvironmentApiClient,
  type EnvironmentApi,
  type EnvironmentSummary,
  type Freeze,
  type HistoryEntry,
  type InstanceStatus,
  type LogLine,
  type paths,
  type Promotion,
  type Service,
  type ServiceQuery,
} from '@towpath/plugin-environment-common';

/** What the backend says in a test; of what is left out there is nothing. */
export interface EnvironmentData {
  environments?: EnvironmentSummary[];
  instances?: InstanceStatus[];
  services?: Service[];
  promotions?: Promotion[];
  /** What the person who looks can approve. */
  waitingForMe?: Promotion[];
  freezes?: Freeze[];
}

const ONE_SERVICE = '/services/{kind}/{namespace}/{name}';

/**
 * The backend of environments in a test, which knows none of its rules: every filter is answered with
 * the whole list, and nothing changes, until the test says otherwise.
 */
export class StubEnvironment extends StubApi<paths> {
  readonly api: EnvironmentApi;

  constructor(data: EnvironmentData = {}) {
    super(
      require.resolve(
        '@towpath/plugin-environment-backend/src/schema/openapi.yaml',
      ),
    );
    this.api = new EnvironmentApiClient(this.clientOptions);
    this.environments(data.environments ?? []);
    this.instances(data.instances ?? []);
    this.services(data.services ?? []);
    this.answer('get', `${ONE_SERVICE}/history`, { items: [] });
    this.promotions(data.promotions ?? []);
    this.waitingForMe(data.waitingForMe ?? []);
    this.freezes(data.freezes ?? []);
  }

  environments(items: EnvironmentSummary[]): void {
    this.answer('get', '/environments', { items });
  }

  instances(instances: InstanceStatus[]): void {
    this.answer('get', '/status', { instances });
  }

  /** All services, each of which can be asked for by itself. */
  services(items: Service[]): void {
    this.answer('get', '/services', { items, total: items.length });
    this.refuse('get', ONE_SERVICE, new NotFoundError('There is no such one.'));
    for (const service of items) {
      const [kind, namespace, name] = service.ref.split(/[:/]/);
      const params = { kind, namespace, name };
      this.answer('get', ONE_SERVICE, service, { params });
    }
  }

  /** The services that match. */
  servicesFor(query: ServiceQuery, items: Service[]): void {
    const page = { items, total: items.length };
    this.answer('get', '/services', page, { query });
  }

  /** All services, so many in an answer; the cursor is how many came before. */
  servicesInPages(all: Service[], size: number): void {
    const total = all.length;
    for (let start = 0; start < total; start += size) {
      const items = all.slice(start, start + size);
      const cursor = String(start);
      const next = start + size;
      this.answer(
        'get',
        '/services',
        { items, total, nextCursor: next < total ? String(next) : undefined },
        start > 0 ? { query: { cursor } } : {},
      );
    }
  }

  /** What ran in one environment, of every service. */
  history(environment: string, items: HistoryEntry[]): void {
    const query = { environment };
    this.answer('get', `${ONE_SERVICE}/history`, { items }, { query });
  }

  /** All promotions, each of which can be asked for by itself; they have written no log. */
  promotions(items: Promotion[]): void {
    // What waits for somebody is set by itself.
    const query = { waitingForMe: undefined };
    this.answer('get', '/promotions', { items }, { query });
    this.refuse(
      'get',
      '/promotions/{id}',
      new NotFoundError('There is no such promotion.'),
    );
    this.log([]);
    items.forEach(promotion => this.promotion(promotion));
  }

  /** One promotion, as it is now. */
  promotion(promotion: Promotion): void {
    const params = { id: promotion.id };
    this.answer('get', '/promotions/{id}', promotion, { params });
  }

  waitingForMe(items: Promotion[]): void {
    const query = { waitingForMe: true };
    this.answer('get', '/promotions', { items }, { query });
  }

  /** Of every promotion. */
  log(lines: LogLine[]): void {
    this.answer('get', '/promotions/{id}/log', { lines, ended: false });
  }

  freezes(items: Freeze[]): void {
    this.answer('get', '/freezes', { items });
  }
}
