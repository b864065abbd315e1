/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('resources', table => {
    table.text('brought_by').comment('Uid of the one that it comes with');
    table
      .jsonb('needs')
      .notNullable()
      .defaultTo('[]')
      .comment('Uids of what it came after, and goes before');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('resources', table => {
    table.dropColumn('needs');
    table.dropColumn('brought_by');
  });
};
