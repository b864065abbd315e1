/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('stacks', table => {
    table
      .uuid('last_run')
      .nullable()
      .comment('The newest that was to change it');
    table
      .integer('resources')
      .notNullable()
      .defaultTo(0)
      .comment('How many its newest state holds; -1 when that is not known');
    table.timestamp('applied_at').nullable();
    table.uuid('applied_run').nullable();
    table.text('outputs_digest').nullable();
    table
      .text('outdated')
      .nullable()
      .comment('Why it is to be planned again, for people');
    table.jsonb('monthly_cost').nullable();
    table.index('owner');
  });
  await knex('stacks').update({ resources: -1 });
  await takeLastRuns(knex);
  await createDefinitions(knex);
  await createDrifts(knex);
};

/** The engine has its tables by now, unless the portal is new. */
async function takeLastRuns(knex) {
  if (!(await knex.schema.hasTable('workflow_runs'))) return;
  await knex.raw(`
    update stacks set last_run = (
      select id from workflow_runs
      where lock_key = stacks.key and input->>'intent' in ('change', 'delete')
      order by created_at desc, id desc limit 1
    )`);
}

async function createDefinitions(knex) {
  await knex.schema.createTable('stack_definitions', table => {
    table.comment('What each stack is made of');
    table
      .text('key')
      .primary()
      .references('key')
      .inTable('stacks')
      .onDelete('CASCADE');
    table.text('source').notNullable().comment('catalog, template or page');
    table.text('entity').nullable().comment('Of the catalog, where it is from');
    table.text('environment').nullable().index();
    table.text('service').nullable().index().comment('Entity reference');
    table.text('cost_centre').nullable();
    table.jsonb('module').notNullable();
    table.text('module_words').notNullable().comment('For people');
    table.binary('archive').nullable().comment('Sealed');
    table.jsonb('variables').notNullable();
    table.binary('secrets').nullable().comment('Sealed');
    table.specificType('secret_names', 'text[]').notNullable();
    table.text('drift_every').nullable();
    table.text('said_by').notNullable();
    table.timestamp('said_at').notNullable();
  });
  await knex.schema.createTable('stack_inputs', table => {
    table.comment('Variables of stacks that are outputs of others');
    table
      .text('key')
      .notNullable()
      .references('key')
      .inTable('stack_definitions')
      .onDelete('CASCADE');
    table.text('variable').notNullable();
    table.text('upstream').notNullable().index();
    table.text('output').notNullable();
    table.primary(['key', 'variable']);
  });
  await knex.schema.createTable('stack_drafts', table => {
    table.comment('What runs of templates were given, until they end');
    table.uuid('run').primary();
    table.text('key').notNullable();
    table.text('environment').nullable();
    table.text('service').nullable();
    table.jsonb('module').notNullable();
    table.text('module_words').notNullable();
    table.binary('archive').nullable().comment('Sealed');
    table.jsonb('variables').notNullable();
    table.binary('secrets').nullable().comment('Sealed');
    table.specificType('secret_names', 'text[]').notNullable();
    table.text('said_by').notNullable();
    table.timestamp('said_at').notNullable();
  });
  await knex.schema.createTable('stack_entities', table => {
    table.comment('Stacks as the catalog has them now');
    table.text('key').primary();
    table.text('entity').notNullable();
    table.text('problem').nullable().comment('Why it changes nothing');
  });
}

async function createDrifts(knex) {
  await knex.schema.createTable('stack_drifts', table => {
    table.comment('What was changed outside of Terraform, as seen last');
    table
      .text('key')
      .primary()
      .references('key')
      .inTable('stacks')
      .onDelete('CASCADE');
    table.text('status').notNullable().index();
    table.text('why').nullable();
    table.timestamp('at').nullable().comment('When it was looked at last');
    table.timestamp('since').nullable().comment('When it was first seen');
    table.uuid('run').nullable().comment('The run that looked');
    table.jsonb('changes').nullable();
    table.text('digest').nullable().comment('Of the changes');
    table
      .timestamp('due_at')
      .nullable()
      .index()
      .comment('When it is looked at again; null for never');
  });
}

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'stack_drifts',
    'stack_entities',
    'stack_drafts',
    'stack_inputs',
    'stack_definitions',
  ]) {
    await knex.schema.dropTable(table);
  }
  await knex.schema.alterTable('stacks', table => {
    table.dropIndex('owner');
    table.dropColumns(
      ...['last_run', 'resources', 'applied_at', 'applied_run'],
      ...['outputs_digest', 'outdated', 'monthly_cost'],
    );
  });
};
