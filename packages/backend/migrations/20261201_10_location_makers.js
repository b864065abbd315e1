/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  // Made already where account of it was kept in location_makers_migrations, which stays for a version that goes back.
  if (await knex.schema.hasTable('location_makers')) return;
  await knex.schema.createTable('location_makers', table => {
    table.comment('Who registered a location, as the portal saw it');
    table.uuid('location_id').primary();
    table.string('made_by').notNullable().comment('Ref of a User');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('location_makers');
};
