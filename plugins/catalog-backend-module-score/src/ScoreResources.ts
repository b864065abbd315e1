import type {
  AuthService,
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import type { ScoreProvisioning } from '@towpath/plugin-score-node';
import { listAsked, listResources } from './listResources';
import type { ServiceFacts } from './ServiceFacts';
import { isProvided, LOCATION, toEntities, type Listed } from './toEntities';

interface Options {
  auth: AuthService;
  score: ScoreProvisioning;
  facts: ServiceFacts;
  logger: LoggerService;
  runner: SchedulerServiceTaskRunner;
  /** Where people find the portal, without a slash at the end. */
  portalUrl: string;
}

/** Another replica may have told the catalog something else since. */
const SILENT_AT_MOST = 2;

/**
 * Resource entities of what Score has provided, and of what is asked for and provided nowhere yet. A question that failed changes nothing, and a name that somebody else has
 * in the catalog stays theirs.
 */
export class ScoreResources implements EntityProvider {
  readonly #options: Options;
  readonly #logger: LoggerService;
  /** What this process told the catalog last, and how often it has left out saying so again. */
  #told?: string;
  #silent = 0;
  #taken = new Set<string>();

  constructor(options: Options) {
    this.#options = options;
    this.#logger = options.logger.child({ target: this.getProviderName() });
  }

  getProviderName(): string {
    return 'score-resources';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    await this.#options.runner.run({
      id: `${this.getProviderName()}:refresh`,
      fn: () => this.#refresh(connection),
    });
  }

  async #refresh(connection: EntityProviderConnection): Promise<void> {
    let entities: Entity[];
    try {
      entities = await this.#find();
    } catch (error) {
      this.#logger.warn(
        `What Score has provided could not be asked, and stays as it was known: ${error}`,
      );
      return;
    }
    const text = JSON.stringify(entities);
    if (text === this.#told && this.#silent < SILENT_AT_MOST) {
      this.#silent += 1;
      return;
    }
    await connection.applyMutation({
      type: 'full',
      entities: entities.map(entity => ({
        entity,
        locationKey: this.getProviderName(),
      })),
    });
    this.#told = text;
    this.#silent = 0;
  }

  async #find(): Promise<Entity[]> {
    const { auth, score, facts, portalUrl } = this.#options;
    const credentials = await auth.getOwnServiceCredentials();
    const asked = score.as(credentials);
    // First: what is provided meanwhile is among both, and not among neither.
    const missing = await listAsked(asked);
    const all: Listed[] = [...(await listResources(asked)), ...missing];
    const known = await facts.of(all.map(({ service }) => service));
    // Nobody asks for it any more where the catalog has no such service.
    const listed = all.filter(one => isProvided(one) || known.has(one.service));
    return this.#withoutTaken(toEntities(listed, { facts: known, portalUrl }));
  }

  async #withoutTaken(entities: Entity[]): Promise<Entity[]> {
    const refs = entities.map(one => stringifyEntityRef(one));
    const locations = await this.#options.facts.locations(refs);
    const taken = new Set(
      refs.filter(ref => (locations.get(ref) ?? LOCATION) !== LOCATION),
    );
    for (const ref of taken) {
      if (this.#taken.has(ref)) continue;
      this.#logger.warn(
        `${ref} comes from ${locations.get(
          ref,
        )} already, so what Score has provided under that name is not listed. Rename one of them`,
      );
    }
    this.#taken = taken;
    return entities.filter((_, index) => !taken.has(refs[index]));
  }
}
