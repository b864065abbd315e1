/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('past_imports', table => {
    table.comment('Of which deployments it was asked what ran before');
    table.text('service').notNullable().comment('Entity reference');
    table.text('environment').notNullable().comment('Name');
    table.timestamp('retry_at').comment('Absent when it was answered');
    table.primary(['service', 'environment']);
  });
  // The ids of a history grow with time; what ran before the portal looked comes below all others.
  await knex.raw('CREATE SEQUENCE deployment_history_past INCREMENT BY -1');
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP SEQUENCE deployment_history_past');
  await knex.schema.dropTable('past_imports');
};
