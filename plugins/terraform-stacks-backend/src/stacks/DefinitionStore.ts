import { ConflictError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { ModuleSource } from '@towpath/plugin-terraform-stacks-common';
import type { Seal } from '@towpath/seal';
import type { Knex } from 'knex';
import { isDeepStrictEqual } from 'node:util';
import { moduleWords } from '../model/moduleWords';
import { resealColumns, type SealedColumn } from './resealColumns';

/** A variable that is an output of another stack. */
export interface StackInput {
  stack: string;
  output: string;
}

/** What a stack is made of; what is secret in it is asked for apart. */
export interface StoredDefinition {
  key: string;
  /** Where it is changed. */
  source: 'catalog' | 'template' | 'page';
  /** Entity reference, where it is from the catalog. */
  entity?: string;
  environment?: string;
  service?: string;
  costCentre?: string;
  /** An archive is told as `kept`. */
  module: ModuleSource;
  variables: JsonObject;
  secretNames: string[];
  inputs: Record<string, StackInput>;
  driftEvery?: string;
}

/** What is not to be seen: values of secret variables, and the archive of a module in base64. */
export interface DefinitionSecrets {
  secrets: Record<string, string>;
  archive?: string;
}

/** All of a definition, as it stands at one moment. */
export interface WholeDefinition {
  definition: StoredDefinition;
  /** Since when plans are made of it. */
  changedAt: Date;
  /** @throws ConflictError when there are no keys any more that open what is secret */
  open(): DefinitionSecrets;
}

/** What is kept of a run of a template, until it ends. */
export interface DefinitionDraft extends DefinitionSecrets {
  run: string;
  key: string;
  environment?: string;
  service?: string;
  module: ModuleSource;
  variables: JsonObject;
  saidAt: Date;
}

interface DefinitionRow {
  key: string;
  source: StoredDefinition['source'];
  entity: string | null;
  environment: string | null;
  service: string | null;
  cost_centre: string | null;
  module: ModuleSource;
  variables: JsonObject;
  secret_names: string[];
  drift_every: string | null;
}

interface SealedRow {
  secrets: Buffer | null;
  archive: Buffer | null;
}

/** Without what is sealed, which may be large. */
const COLUMNS: (keyof DefinitionRow)[] = [
  ...(['key', 'source', 'entity', 'environment', 'service'] as const),
  ...(['cost_centre', 'module', 'variables', 'secret_names'] as const),
  'drift_every',
];

interface InputRow {
  key: string;
  variable: string;
  upstream: string;
  output: string;
}

const DEFINITIONS = 'stack_definitions';

/** A draft is sealed as what it may become. */
const SEALED: SealedColumn[] = ['secrets', 'archive'].flatMap(column => [
  { table: DEFINITIONS, column, id: 'key' },
  {
    ...{ table: 'stack_drafts', column, id: 'run' },
    placed: { table: DEFINITIONS, row: 'key' },
  },
]);

/** Keeps what stacks are made of. Values of secrets, and archives, which may hold some, are kept sealed. */
export class DefinitionStore {
  readonly #knex: Knex;
  readonly #seal?: Seal;

  /** @param seal without it, no secret and no archive is kept */
  constructor(knex: Knex, seal?: Seal) {
    this.#knex = knex;
    this.#seal = seal;
  }

  /** Whether values of secrets can be kept. */
  get canSeal(): boolean {
    return this.#seal !== undefined;
  }

  async find(
    key: string,
    trx = this.#knex,
  ): Promise<StoredDefinition | undefined> {
    const row = await trx<DefinitionRow>(DEFINITIONS)
      .where({ key })
      .first(COLUMNS);
    if (!row) return undefined;
    const inputs = await trx<InputRow>('stack_inputs').where({ key });
    return toDefinition(row, inputs);
  }

  /** In one read, so that secrets are of no other definition than the rest. */
  async findWhole(key: string): Promise<WholeDefinition | undefined> {
    const read = { isolationLevel: 'repeatable read', readOnly: true } as const;
    return this.#knex.transaction(async trx => {
      const definition = await this.find(key, trx);
      if (!definition) return undefined;
      const { changed_at: changedAt, ...sealed } = await trx(DEFINITIONS)
        .where({ key })
        .first('changed_at', 'secrets', 'archive');
      return { definition, changedAt, open: () => this.#opened(key, sealed) };
    }, read);
  }

  /** @throws ConflictError when there are no keys any more that open them */
  async secretsOf(key: string): Promise<DefinitionSecrets> {
    const row = await this.#knex(DEFINITIONS)
      .where({ key })
      .first('secrets', 'archive');
    return this.#opened(key, row);
  }

  /** Who said last on a page what a stack is made of. */
  async saidBy(key: string): Promise<string | undefined> {
    const row = await this.#knex(DEFINITIONS).where({ key }).first('said_by');
    return row?.said_by ?? undefined;
  }

  /**
   * Says what a stack is made of from now on. `by` is who says it on a page; `onlyNew` leaves what was said before as it is.
   *
   * @returns whether it is so now
   */
  async save(
    definition: Omit<StoredDefinition, 'secretNames'> & DefinitionSecrets,
    { at, by, onlyNew = false }: { at: Date; by?: string; onlyNew?: boolean },
    trx: Knex,
  ): Promise<boolean> {
    const { key, secrets, archive, inputs } = definition;
    const row = {
      ...this.#sealed(key, { secrets, archive }),
      ...{ key, source: definition.source },
      entity: definition.entity ?? null,
      environment: definition.environment ?? null,
      service: definition.service ?? null,
      cost_centre: definition.costCentre ?? null,
      module: JSON.stringify(definition.module),
      module_words: moduleWords(definition.module),
      variables: JSON.stringify(definition.variables),
      drift_every: definition.driftEvery ?? null,
      said_by: by ?? null,
      changed_at: (await this.#sameSince(definition, trx)) ?? at,
    };
    const insert = trx(DEFINITIONS).insert(row, 'key').onConflict('key');
    const saved = await (onlyNew ? insert.ignore() : insert.merge());
    if (saved.length === 0) return false;
    await trx('stack_inputs').where({ key }).delete();
    const rows = Object.entries(inputs).map(([variable, one]) => ({
      ...{ key, variable, upstream: one.stack, output: one.output },
    }));
    if (rows.length > 0) await trx('stack_inputs').insert(rows);
    return true;
  }

  /**
   * Since when plans are made of just this; undefined where they are made of something else. What is only about a
   * stack, such as its service, makes no other plan.
   */
  async #sameSince(
    definition: Omit<StoredDefinition, 'secretNames'> & DefinitionSecrets,
    trx: Knex,
  ): Promise<Date | undefined> {
    const { key } = definition;
    const before = await this.find(key, trx);
    if (!before) return undefined;
    const row = await trx(DEFINITIONS)
      .where({ key })
      .first('secrets', 'changed_at');
    try {
      const secrets = this.#openSecrets(key, row.secrets);
      const planned = plannedOf({ ...before, secrets });
      const isSame = isDeepStrictEqual(planned, plannedOf(definition));
      return isSame ? row.changed_at : undefined;
    } catch {
      // What does not open any more is replaced.
      return undefined;
    }
  }

  /** Keys of stacks that use outputs of this one. */
  async usersOf(upstream: string): Promise<string[]> {
    return this.#knex('stack_inputs')
      .where({ upstream })
      .distinct('key')
      .orderBy('key')
      .pluck('key');
  }

  /** Which stacks each stack takes outputs from, for all that this one reaches. */
  async upstreamsFrom(keys: string[]): Promise<Map<string, string[]>> {
    const { rows } = await this.#knex.raw(
      `with recursive reached as (
         select key, upstream from stack_inputs where key = any(?::text[])
         union
         select i.key, i.upstream from stack_inputs i join reached r on i.key = r.upstream
       ) select * from reached`,
      [keys],
    );
    const found = new Map<string, string[]>();
    for (const { key, upstream } of rows) {
      found.set(key, [...(found.get(key) ?? []), upstream]);
    }
    return found;
  }

  /** Keeps what a run was given, until it has ended. Without keys, nothing that may hold a secret is kept. */
  async draft(draft: DefinitionDraft, trx: Knex): Promise<void> {
    const { key, secrets, archive } = draft;
    await trx('stack_drafts').insert({
      ...this.#sealed(key, { secrets, archive }),
      ...{ run: draft.run, key, environment: draft.environment ?? null },
      service: draft.service ?? null,
      module: JSON.stringify(draft.module),
      module_words: moduleWords(draft.module),
      variables: JSON.stringify(draft.variables),
      said_at: draft.saidAt,
    });
  }

  /**
   * What a run was given is what its stack is made of, unless the catalog says that. Places and intervals that
   * somebody named stay.
   */
  async promote(run: string, trx: Knex): Promise<boolean> {
    const { rows } = await trx.raw(
      `insert into stack_definitions
         (key, source, environment, service, module, module_words, archive, variables, secrets, secret_names, changed_at)
       select key, 'template', environment, service, module, module_words, archive, variables, secrets, secret_names, said_at
       from stack_drafts where run = ? and key in (select key from stacks)
       on conflict (key) do update set
         source = 'template', entity = null, module = excluded.module, module_words = excluded.module_words,
         archive = excluded.archive, variables = excluded.variables, secrets = excluded.secrets,
         secret_names = excluded.secret_names, changed_at = excluded.changed_at, said_by = null,
         environment = coalesce(stack_definitions.environment, excluded.environment),
         service = coalesce(stack_definitions.service, excluded.service)
       where stack_definitions.source <> 'catalog'
       returning key`,
      [run],
    );
    for (const { key } of rows) {
      await trx('stack_inputs').where({ key }).delete();
    }
    await this.dropDraft(run, trx);
    return rows.length > 0;
  }

  async dropDraft(run: string, trx: Knex): Promise<void> {
    await trx('stack_drafts').where({ run }).delete();
  }

  /** Drafts too. See {@link resealColumns}. */
  async reseal(signal: AbortSignal): Promise<number> {
    const seal = this.#require('secrets');
    return resealColumns(SEALED, { knex: this.#knex, seal, signal });
  }

  #sealed(key: string, { secrets, archive }: DefinitionSecrets) {
    const names = Object.keys(secrets).sort();
    const text = names.length > 0 ? JSON.stringify(secrets) : undefined;
    return {
      secrets: this.#sealText(key, 'secrets', text),
      archive: this.#sealText(key, 'archive', archive),
      secret_names: names,
    };
  }

  #sealText(key: string, field: string, text?: string): Buffer | null {
    if (text === undefined) return null;
    return this.#require(field).seal(text, placeOf(key, field));
  }

  #open(key: string, field: string, bytes?: Buffer | null) {
    if (!bytes) return undefined;
    return this.#require(field).open(bytes, placeOf(key, field));
  }

  #opened(key: string, row?: SealedRow): DefinitionSecrets {
    const secrets = this.#openSecrets(key, row?.secrets);
    return { secrets, archive: this.#open(key, 'archive', row?.archive) };
  }

  #openSecrets(key: string, bytes?: Buffer | null): Record<string, string> {
    const secrets = this.#open(key, 'secrets', bytes);
    return secrets === undefined ? {} : JSON.parse(secrets);
  }

  #require(field: string): Seal {
    if (this.#seal) return this.#seal;
    throw new ConflictError(
      `${field} cannot be kept or read: terraform.secrets.keys has no key. Ask your platform team to set one`,
    );
  }
}

function placeOf(row: string, field: string) {
  return { table: DEFINITIONS, row, field };
}

/** What a plan is made of, without what stands for nothing. */
function plannedOf({
  module,
  variables,
  inputs,
  environment,
  secrets,
}: Omit<StoredDefinition, 'secretNames'> &
  Pick<DefinitionSecrets, 'secrets'>): unknown {
  const planned = { module, variables, inputs, environment, secrets };
  return JSON.parse(JSON.stringify(planned));
}

function toDefinition(
  row: DefinitionRow,
  inputs: InputRow[],
): StoredDefinition {
  return {
    key: row.key,
    source: row.source,
    entity: row.entity ?? undefined,
    environment: row.environment ?? undefined,
    service: row.service ?? undefined,
    costCentre: row.cost_centre ?? undefined,
    module: row.module,
    variables: row.variables,
    secretNames: row.secret_names,
    driftEvery: row.drift_every ?? undefined,
    inputs: Object.fromEntries(
      inputs.map(({ variable, upstream, output }) => [
        variable,
        { stack: upstream, output },
      ]),
    ),
  };
}
