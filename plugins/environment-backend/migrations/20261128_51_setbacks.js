/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('setbacks', table => {
    table.comment(
      'Versions that failed in an environment, or were rolled back there',
    );
    table.text('service').notNullable().comment('Entity reference');
    table.text('environment').notNullable().comment('Name');
    table.text('version').notNullable();
    table.text('what').notNullable().comment('failed or rolled-back');
    table.timestamp('at').notNullable();
    table.text('by').comment('Who rolled back; absent: it happened by itself');
    table.text('reason').notNullable();
    table.uuid('promotion_id').notNullable().comment('The run that ended so');
    table.primary(['service', 'environment', 'version']);
  });
  await knex.schema.alterTable('deployment_history', table => {
    table
      .boolean('was_healthy')
      .comment('It was so at some time; absent when nobody saw it');
  });
  await knex('deployment_history')
    .whereNotNull('health')
    .update({ was_healthy: knex.raw("health = 'Healthy'") });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('deployment_history', table => {
    table.dropColumn('was_healthy');
  });
  await knex.schema.dropTable('setbacks');
};
