/** Who has said what is known of no more. */
const NOBODY = 'nobody knows';

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  // A database that was made meanwhile has never had the first two.
  await knex.raw(
    `alter table stacks
       drop column if exists applied_run, drop column if exists monthly_cost,
       drop column applied_at`,
  );
  await knex.schema.alterTable('stacks', table => {
    table
      .timestamp('outdated_at')
      .nullable()
      .comment('Since when it is to be planned again');
  });
  // Digests of before had no key: they would not be found again, and values could be guessed by them.
  await knex('stacks').update({ outputs_digest: null });
  await knex('stacks')
    .whereNotNull('outdated')
    .update({ outdated_at: knex.fn.now() });
  await knex('stack_definitions')
    .whereNull('changed_at')
    .update({ changed_at: knex.ref('said_at') });
  await knex.schema.alterTable('stack_definitions', table => {
    table.dropNullable('changed_at');
    table.dropColumn('said_at');
    table.setNullable('said_by');
  });
  await knex.schema.alterTable('stack_drafts', table => {
    table.dropColumn('said_by');
  });
  await knex.schema.alterTable('stack_drifts', table => {
    table
      .timestamp('seen_at')
      .nullable()
      .comment('When a look told how it stands; at may be later');
  });
  await knex('stack_drifts')
    .whereNot({ status: 'unknown' })
    .update({ seen_at: knex.ref('at') });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('stack_drifts', table => {
    table.dropColumn('seen_at');
  });
  await knex.schema.alterTable('stack_drafts', table => {
    table.text('said_by').notNullable().defaultTo(NOBODY);
  });
  await knex.schema.alterTable('stack_drafts', table => {
    table.text('said_by').notNullable().alter();
  });
  await knex('stack_definitions')
    .whereNull('said_by')
    .update({ said_by: NOBODY });
  await knex.schema.alterTable('stack_definitions', table => {
    table.timestamp('said_at').nullable();
    table.setNullable('changed_at');
    table.dropNullable('said_by');
  });
  await knex('stack_definitions').update({ said_at: knex.ref('changed_at') });
  await knex.schema.alterTable('stack_definitions', table => {
    table.dropNullable('said_at');
  });
  await knex.schema.alterTable('stacks', table => {
    table.dropColumn('outdated_at');
    table.timestamp('applied_at').nullable();
    table.uuid('applied_run').nullable();
    table.jsonb('monthly_cost').nullable();
  });
  await knex('stacks').update({ applied_at: knex.ref('applied_as_of') });
};
