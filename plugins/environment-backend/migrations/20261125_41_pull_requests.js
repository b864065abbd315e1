/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('pull_requests_to_close', table => {
    table.comment('Of promotions that were cancelled before the merge');
    table.uuid('promotion_id').primary();
    table.text('repository').notNullable().comment('Clone address');
    table.integer('number').notNullable();
    table.timestamp('due_at').notNullable().comment('When to try (again)');
    table.index(['due_at']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('pull_requests_to_close');
};
