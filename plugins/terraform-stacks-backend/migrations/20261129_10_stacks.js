/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('stacks', table => {
    table.comment('Whose each stack is, and where its state lies');
    table.text('key').primary();
    table.text('owner').notNullable().comment('Entity reference');
    table.text('said_by').notNullable().comment('Who said whose it is');
    table.timestamp('since').notNullable();
    table
      .uuid('place')
      .notNullable()
      .comment('The folder of stacks that has its state');
  });
  await knex.schema.createTable('told_runs', table => {
    table.comment('Runs of which somebody was told how they ended');
    table.uuid('run_id').primary();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('told_runs');
  await knex.schema.dropTable('stacks');
};
