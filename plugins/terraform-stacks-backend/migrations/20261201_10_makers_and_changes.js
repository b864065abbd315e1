/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('stacks', table => {
    table.text('made_by').nullable().comment('Who had it first');
    table
      .timestamp('applied_as_of')
      .nullable()
      .comment('Since when it is defined as it was applied last');
  });
  await knex('stacks').update({
    made_by: knex.ref('said_by'),
    applied_as_of: knex.ref('applied_at'),
  });
  await knex.schema.alterTable('stacks', table => {
    table.dropNullable('made_by');
  });
  await knex.schema.alterTable('stack_definitions', table => {
    table
      .timestamp('changed_at')
      .nullable()
      .comment('Since when plans are made of this');
  });
  await knex('stack_definitions').update({ changed_at: knex.ref('said_at') });
  await knex.schema.alterTable('stack_entities', table => {
    table.text('etag').nullable().comment('Of the entity, as it was taken');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('stack_entities', table => {
    table.dropColumn('etag');
  });
  await knex.schema.alterTable('stack_definitions', table => {
    table.dropColumn('changed_at');
  });
  await knex.schema.alterTable('stacks', table => {
    table.dropColumns('made_by', 'applied_as_of');
  });
};
