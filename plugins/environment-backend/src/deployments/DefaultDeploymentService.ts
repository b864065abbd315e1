import type { ScmIntegrationRegistry } from '@backstage/integration';
import { toPage } from '@towpath/backend-kit';
import type { Clock } from '@towpath/clock';
import { NotFoundError } from '@backstage/errors';
import type {
  HistoryQuery,
  InstanceStatus,
  Service,
  ServiceQuery,
} from '@towpath/plugin-environment-common';
import type { Knex } from 'knex';
import {
  isFree,
  toKnownName,
  type KnownNameRow,
} from '../catalog/names/KnownNameRow';
import type { CatalogService, ServiceCatalog } from '../catalog/ServiceCatalog';
import { toCatalogService } from '../catalog/ServiceRow';
import type { DeploymentRow } from '../feed/DeploymentRow';
import type { InstanceRow } from '../feed/InstanceRow';
import { commitUrl } from './commitUrl';
import type { DeploymentDecorator, EnvironmentDecorator } from './decorators';
import type { DeploymentService } from './DeploymentService';
import { isPromotable } from './isPromotable';
import {
  historyCursorOf,
  selectHistory,
  toHistoryEntry,
} from './selectHistory';
import { countServices, selectServices } from './selectServices';
import { toCells } from './toCells';
import { toEnvironmentSummary } from './toEnvironmentSummary';
import { toInstanceStatus } from './toInstanceStatus';

// A connection that is made anew, or a server that restarts, is no news to a reader.
const STALE_AFTER_MS = 60_000;
const DEFAULT_LIMIT = 50;

export interface DeploymentServiceOptions {
  knex: Knex;
  catalog: ServiceCatalog;
  clock: Clock;
  integrations: ScmIntegrationRegistry;
  /** They are asked at once; of two that give the same field, the later one counts. */
  deploymentDecorators: DeploymentDecorator[];
  environmentDecorators: EnvironmentDecorator[];
}

/** {@link DeploymentService} from the plugin's own tables; asks nobody else. */
export class DefaultDeploymentService implements DeploymentService {
  readonly #options: DeploymentServiceOptions;

  constructor(options: DeploymentServiceOptions) {
    this.#options = options;
  }

  async listEnvironments() {
    const environments = await this.#options.catalog.listEnvironments();
    const summaries = environments.map(toEnvironmentSummary);
    for (const decorator of this.#options.environmentDecorators) {
      const added = await decorator.decorate(environments);
      summaries.forEach((summary, index) =>
        Object.assign(summary, added[index]),
      );
    }
    return summaries;
  }

  async getStatus(): Promise<InstanceStatus[]> {
    const rows: InstanceRow[] = await this.#options
      .knex('instances')
      .orderBy('name');
    return rows.map(toInstanceStatus);
  }

  async listServices(query: ServiceQuery) {
    const { knex } = this.#options;
    const limit = query.limit ?? DEFAULT_LIMIT;
    const [rows, total] = await Promise.all([
      selectServices(knex, { ...query, limit }),
      countServices(knex, query),
    ]);
    const page = toPage(
      rows,
      limit,
      ({ name, ref }) => [name, ref],
      toCatalogService,
    );
    return { ...page, items: await this.#withDeployments(page.items), total };
  }

  async getService(refOrName: string): Promise<Service> {
    const service = await this.#options.catalog.getService(refOrName);
    const [found] = await this.#withDeployments([service]);
    return found;
  }

  async getKnownName(ref: string) {
    const { knex, clock } = this.#options;
    const row: KnownNameRow | undefined = await knex('known_names')
      .where({ ref })
      .first();
    if (!row || isFree(row, new Date(clock.now()))) {
      throw new NotFoundError(
        `Nothing is known that ${ref} has meant. It is free for who registers it`,
      );
    }
    return toKnownName(row);
  }

  async getHistory(refOrName: string, query: HistoryQuery) {
    const { knex, catalog, integrations } = this.#options;
    const { ref } = await catalog.getService(refOrName);
    const limit = query.limit ?? DEFAULT_LIMIT;
    const rows = await selectHistory(knex, ref, { ...query, limit });
    const repositories = await this.#repositoriesOf(ref);
    return toPage(rows, limit, historyCursorOf, row =>
      toHistoryEntry(
        row,
        commitUrl(
          integrations,
          repositories.get(row.environment),
          row.revision,
        ),
      ),
    );
  }

  async #withDeployments(services: CatalogService[]): Promise<Service[]> {
    const { knex, catalog, clock, deploymentDecorators } = this.#options;
    const [environments, rows, instances] = await Promise.all([
      catalog.listEnvironments(),
      knex('deployments').whereIn(
        'service',
        services.map(({ ref }) => ref),
      ),
      knex('instances').select('*'),
    ]);
    const cells = toCells(services, environments, rows, {
      instances,
      staleBefore: new Date(clock.now() - STALE_AFTER_MS),
    });
    const additions = await Promise.all(
      deploymentDecorators.map(decorator => decorator.decorate(cells)),
    );
    cells.forEach((cell, index) =>
      Object.assign(cell.deployment, ...additions.map(added => added[index])),
    );
    cells.forEach(cell =>
      Object.assign(cell.deployment, { promotable: isPromotable(cell) }),
    );
    return services.map(({ annotations: _, ...service }, index) => ({
      ...service,
      deployments: cells
        .slice(index * environments.length, (index + 1) * environments.length)
        .map(({ deployment }) => deployment),
    }));
  }

  async #repositoriesOf(
    service: string,
  ): Promise<Map<string, string | undefined>> {
    const rows: DeploymentRow[] = await this.#options
      .knex('deployments')
      .where({ service });
    return new Map(
      rows.map(({ environment, sources }) => [
        environment,
        sources?.[0]?.repoURL,
      ]),
    );
  }
}
