/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('hook_deliveries', table => {
    table.comment('What Git hosts have told, so that it is taken once');
    table.text('host').notNullable();
    table.text('id').notNullable().comment('As the host numbers it');
    table.text('body').notNullable().comment('SHA-256 of what it says');
    table.timestamp('received_at').notNullable().index();
    table.primary(['host', 'id']);
    table.unique(['host', 'body'], { indexName: 'hook_deliveries_body' });
  });
  await knex.schema.createTable('looks', table => {
    table.comment('What is still to be looked at, each once at a time');
    table.text('key').primary();
    table.jsonb('what').notNullable();
    table.uuid('ticket').notNullable().comment('Of who asked for it last');
    table.integer('tries').notNullable().comment('That could not ask');
    table.timestamp('due_at').notNullable().index();
  });
  await knex.schema.createTable('followed_services', table => {
    table.comment('Whose Score files are looked at now and then');
    table.text('service').primary().comment('Entity reference');
    table.boolean('has_score').notNullable();
    table.timestamp('looked_at').notNullable();
    table.text('hook').comment('SHA-256 of address and secret that are set');
    table.timestamp('hooked_at');
  });
  await knex.schema.createTable('followed_files', table => {
    table.comment('Which text of a Score file was planned last, and where');
    table.text('service').notNullable().comment('Entity reference');
    table.text('environment').notNullable().comment('Name');
    table.text('digest').notNullable().comment('SHA-256 of the text');
    table.text('commit').notNullable();
    table.text('outcome').notNullable().comment('seen, nothing, begun, waits');
    table.text('reason').comment('What it waits for');
    table.uuid('plan');
    table.uuid('run');
    table.timestamp('updated_at').notNullable();
    table.primary(['service', 'environment']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'followed_files',
    'followed_services',
    'looks',
    'hook_deliveries',
  ]) {
    await knex.schema.dropTable(table);
  }
};
