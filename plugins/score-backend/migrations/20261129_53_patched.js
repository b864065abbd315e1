/**
 * What the platform's patches have changed, as it was last written.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('patched', table => {
    table.text('service').notNullable();
    table.text('environment').notNullable();
    table.text('patch').notNullable();
    table.primary(['service', 'environment', 'patch']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('patched');
};
