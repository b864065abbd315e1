/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('asked_resources', table => {
    table.comment('What Score files ask for, as each was read last');
    table.text('service').notNullable().comment('Entity reference');
    table.text('uid').notNullable();
    table.text('type').notNullable();
    table.text('class').notNullable();
    table.text('name').notNullable().comment('In the Score file');
    table.primary(['service', 'uid']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('asked_resources');
};
