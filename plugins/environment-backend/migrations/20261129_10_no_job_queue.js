/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  // Of pg-boss, which woke runs before; runs themselves are in the tables of the engine.
  await knex.raw('DROP SCHEMA IF EXISTS environment_jobs CASCADE');
};

exports.down = async function down() {
  // The version before makes it anew when it starts.
};
