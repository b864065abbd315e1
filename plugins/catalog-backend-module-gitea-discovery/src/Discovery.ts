import type {
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import {
  locationSpecToLocationEntity,
  type DeferredEntity,
  type EntityProvider,
  type EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import type { Repository } from '@towpath/git-hosts';
import type { CatalogMemory } from './CatalogMemory';
import { lookAt, type Finding } from './lookAt';
import { KnownLocations } from './KnownLocations';
import type { Organisation } from './Organisation';
import type { OrganisationSettings } from './readOrganisations';

interface Options {
  settings: OrganisationSettings;
  organisation: Organisation;
  memory: CatalogMemory;
  runner: SchedulerServiceTaskRunner;
  logger: LoggerService;
}

/**
 * Adds the description of each repository that has one, and removes it once the Git host has said that the
 * repository or the file is not there. A question that failed changes nothing.
 */
export class Discovery implements EntityProvider {
  readonly #options: Options;
  readonly #logger: LoggerService;

  constructor(options: Options) {
    this.#options = options;
    this.#logger = options.logger.child({ target: this.getProviderName() });
  }

  /** That of Backstage's own module, so that what it found stays found. */
  getProviderName(): string {
    return `gitea-provider:${this.#options.settings.id}`;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    await this.#options.runner.run({
      id: `${this.getProviderName()}:refresh`,
      fn: () => this.#refresh(connection),
    });
  }

  async #refresh(connection: EntityProviderConnection): Promise<void> {
    const { settings, organisation } = this.#options;
    const listed = await organisation.listRepositories();
    if (listed.ending !== 'yes') {
      const why = listed.ending === 'no' ? 'it is gone' : listed.why;
      this.#logger.warn(
        `The organisation ${settings.organisation} could not be read, and stays as it was known: ${why}`,
      );
      return;
    }
    const known = await this.#known(listed.value);
    const findings = await lookAt(organisation, settings, {
      listed: listed.value,
      known: known?.names() ?? [],
    });
    await this.#apply(connection, findings, known);
  }

  /** Undefined while the catalog does not answer, as while it starts: then nothing is removed. */
  async #known(listed: Repository[]): Promise<KnownLocations | undefined> {
    const { memory, settings, organisation } = this.#options;
    try {
      const targets = await memory.targets();
      const begins = [
        organisation.pageUrl,
        ...listed.map(({ url, name }) => url.slice(0, -name.length)),
      ];
      return new KnownLocations(targets, settings, begins);
    } catch (error) {
      this.#logger.debug(`What is known already could not be read: ${error}`);
      return undefined;
    }
  }

  async #apply(
    connection: EntityProviderConnection,
    findings: Finding[],
    known: KnownLocations | undefined,
  ): Promise<void> {
    const added: string[] = [];
    const removed: string[] = [];
    for (const { name, answer } of findings) {
      const before = known?.of(name) ?? [];
      if (answer.ending === 'unknown') {
        this.#logger.warn(`${name} stays as it was known: ${answer.why}`);
        continue;
      }
      const target = answer.ending === 'yes' ? answer.value : undefined;
      if (target && !before.includes(target)) added.push(target);
      removed.push(...before.filter(one => one !== target));
    }
    if (added.length + removed.length === 0) return;
    this.#logger.info(
      `${added.length} descriptions are new, ${removed.length} are gone`,
    );
    await connection.applyMutation({
      type: 'delta',
      added: added.map(one => this.#location(one)),
      removed: removed.map(one => this.#location(one)),
    });
  }

  #location(target: string): DeferredEntity {
    const location = { type: 'url', target };
    return {
      locationKey: this.getProviderName(),
      entity: locationSpecToLocationEntity({ location }),
    };
  }
}
