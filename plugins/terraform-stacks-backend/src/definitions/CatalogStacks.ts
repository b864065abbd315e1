import type {
  AuditorService,
  AuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { JsonObject } from '@backstage/types';
import { audited } from '@towpath/backend-kit';
import type { Clock } from '@towpath/clock';
import {
  isStackEntity,
  STACK_KIND,
  type StackEntityV1alpha1,
} from '@towpath/plugin-terraform-stacks-common';
import type { Knex } from 'knex';
import { inputsOf } from '../model/inputsOf';
import { isSameJson } from '../model/isSameJson';
import { moduleWords } from '../model/moduleWords';
import type {
  DefinitionStore,
  StoredDefinition,
} from '../stacks/DefinitionStore';
import type { DriftStore } from '../stacks/DriftStore';
import type { Stacks } from '../stacks/Stacks';
import { toServiceRef } from './CatalogPlaces';
import type { CheckedDefinition, DefinitionCheck } from './DefinitionCheck';
import type { DescribedStack, EntityStore, TakenStack } from './EntityStore';

interface CatalogStacksOptions {
  auditor: AuditorService;
  knex: Knex;
  catalog: CatalogService;
  auth: AuthService;
  stacks: Stacks;
  definitions: DefinitionStore;
  drifts: DriftStore;
  entities: EntityStore;
  check: DefinitionCheck;
  clock: Clock;
  logger: LoggerService;
}

const WHOLE_EVERY_MS = 3_600_000;

/** Takes what the catalog says of stacks for what they are made of. Nothing is planned by it, and nothing deleted. */
export class CatalogStacks {
  readonly #options: CatalogStacksOptions;
  #wholeAt = -Infinity;

  constructor(options: CatalogStacksOptions) {
    this.#options = options;
  }

  /**
   * Brings definitions to what the catalog has now. A catalog that cannot be asked changes nothing. What is as it was
   * is passed over, and looked at all the same now and then: what it names may have gone.
   */
  async read(): Promise<void> {
    const { entities } = this.#options;
    const described = new Map<string, DescribedStack>();
    const found = await this.#entities();
    const known = await entities.all();
    const isWhole = this.#isWholeDue();
    for (const entity of found) {
      const key = entity.metadata.name;
      const ref = stringifyEntityRef(entity);
      const first = described.get(key);
      if (first) {
        first.problem ??= `${ref} has the same name, which is the key of a stack. Rename one of them`;
        continue;
      }
      const { etag } = entity.metadata;
      const before = known.get(key);
      const problem =
        !isWhole && before && isAsItWas(before, ref, entity)
          ? undefined
          : await this.#take(key, ref, entity);
      described.set(key, { key, entity: ref, problem, etag });
    }
    await entities.replace([...described.values()], known);
  }

  #isWholeDue(): boolean {
    const now = this.#options.clock.now();
    if (now - this.#wholeAt < WHOLE_EVERY_MS) return false;
    this.#wholeAt = now;
    return true;
  }

  /** @returns why it changes nothing; undefined when it is as it says */
  async #take(
    key: string,
    entity: string,
    { spec }: StackEntityV1alpha1,
  ): Promise<string | undefined> {
    const { check, stacks, definitions, logger } = this.#options;
    try {
      const owner = ownerOf(spec.owner, entity);
      const { secrets: _, type: __, owner: ___, ...rest } = spec;
      const service = serviceOf(spec.service, entity);
      const checked = await check.check(key, { ...rest, service });
      const now = await stacks.claim(key, owner, entity);
      if (now !== owner) {
        return `it says that the stack belongs to ${owner}, and it belongs to ${now}, who hand it on first`;
      }
      const before = await definitions.find(key);
      if (before && isSame(before, entity, checked)) return undefined;
      await this.#audited(key, { owner, entity, checked }, () =>
        this.#save(key, { entity, checked, before }),
      );
      return undefined;
    } catch (error) {
      logger.debug(`${entity} changes nothing: ${error}`);
      return (error as Error).message;
    }
  }

  /** What the catalog changes nobody has asked the portal for: the audit log has it all the same, as of the entity. */
  async #audited(
    key: string,
    taken: { owner: string; entity: string; checked: CheckedDefinition },
    take: () => Promise<void>,
  ): Promise<void> {
    const { owner, entity, checked } = taken;
    const { environment, service, costCentre, module } = checked;
    const meta = {
      ...{ stack: key, owner, module: moduleWords(module) },
      ...{ environment, service, costCentre },
      variables: Object.keys(checked.variables),
      inputs: inputsOf(checked.inputs),
    };
    const event = { eventId: 'terraform-stacks-define', meta: toJson(meta) };
    await audited(this.#options.auditor, { by: entity }, event, take);
  }

  async #save(
    key: string,
    saved: {
      entity: string;
      checked: CheckedDefinition;
      before?: StoredDefinition;
    },
  ): Promise<void> {
    const { entity, checked, before } = saved;
    const { knex, definitions, drifts, clock } = this.#options;
    // Those of another source were not given to whoever may write this entity.
    const isOwn = before?.source === 'catalog' && before.entity === entity;
    const { secrets } = isOwn
      ? await definitions.secretsOf(key)
      : { secrets: {} };
    const at = new Date(clock.now());
    await knex.transaction(async trx => {
      await definitions.save(
        { ...checked, key, source: 'catalog', entity, secrets },
        { at },
        trx,
      );
      if (before?.driftEvery !== checked.driftEvery || !before) {
        await drifts.schedule({ key, every: checked.driftEvery, at }, trx);
      }
    });
  }

  async #entities(): Promise<StackEntityV1alpha1[]> {
    const { catalog, auth } = this.#options;
    const credentials = await auth.getOwnServiceCredentials();
    const found: StackEntityV1alpha1[] = [];
    const pages = catalog.streamEntities(
      { filter: { kind: STACK_KIND } },
      { credentials },
    );
    for await (const page of pages) found.push(...page.filter(isStackEntity));
    // The one of the default namespace has a name before others.
    return found.sort((one, other) => orderOf(one) - orderOf(other));
  }
}

/** Nothing of it is another way than when it was taken. */
function isAsItWas(
  before: TakenStack,
  ref: string,
  { metadata: { etag }, spec }: StackEntityV1alpha1,
): boolean {
  const isOfSameEtag = etag !== undefined && before.etag === etag;
  return (
    isOfSameEtag &&
    before.problem === undefined &&
    before.entity === ref &&
    before.isTaken &&
    before.owner === ownerOf(spec.owner, ref)
  );
}

function orderOf({ metadata }: StackEntityV1alpha1): number {
  return (metadata.namespace ?? 'default') === 'default' ? 0 : 1;
}

function ownerOf(owner: string, entity: string): string {
  const { namespace } = parseEntityRef(entity);
  return stringifyEntityRef(
    parseEntityRef(owner, {
      defaultKind: 'group',
      defaultNamespace: namespace,
    }),
  );
}

function serviceOf(
  service: string | undefined,
  entity: string,
): string | undefined {
  if (service === undefined) return undefined;
  return toServiceRef(service, parseEntityRef(entity).namespace);
}

/** Without what is not said. */
function toJson(meta: object): JsonObject {
  return JSON.parse(JSON.stringify(meta));
}

function isSame(
  before: StoredDefinition,
  entity: string,
  checked: CheckedDefinition,
): boolean {
  const { key: _, secretNames: __, ...rest } = before;
  return isSameJson(rest, { ...checked, source: 'catalog', entity });
}
