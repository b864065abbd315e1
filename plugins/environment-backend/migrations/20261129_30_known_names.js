/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('known_names', table => {
    table.comment('Which service the platform side means by a name');
    table.text('ref').primary().comment('Entity reference');
    table.boolean('taken').notNullable().comment('It has meant a service');
    table.text('owner').comment('Entity reference, as it was known');
    table.text('location').comment('Where its file was');
    table.timestamp('since').notNullable().comment('When it was first said');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('known_names');
};
