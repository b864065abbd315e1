/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('resources', table => {
    table
      .jsonb('names')
      .comment('Of its objects, where they are not those of its uid');
    table
      .jsonb('former')
      .notNullable()
      .defaultTo('[]')
      .comment('Uids and names that it had before');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('resources', table => {
    table.dropColumn('former');
    table.dropColumn('names');
  });
};
