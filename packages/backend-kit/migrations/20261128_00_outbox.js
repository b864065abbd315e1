/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('outbox', table => {
    table.comment(
      'What is to be done outside of the database, since its cause is in it',
    );
    table.bigIncrements('id');
    table.text('topic').notNullable();
    table.text('key').notNullable().comment('Each is done once');
    table.jsonb('payload').notNullable();
    table.timestamp('due_at').notNullable().comment('When to try (again)');
    table.timestamp('done_at');
    table.unique(['topic', 'key']);
  });
  await knex.raw(
    'CREATE INDEX outbox_due ON outbox (due_at) WHERE done_at IS NULL',
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('outbox');
};
