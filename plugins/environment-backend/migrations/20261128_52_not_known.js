/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('deployments', table => {
    table
      .boolean('empty')
      .notNullable()
      .defaultTo(false)
      .comment('Its application has never deployed anything');
    table.text('unasked').comment('What could not be asked');
    table.jsonb('not_understood').comment('What the portal does not know');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('deployments', table => {
    table.dropColumns('empty', 'unasked', 'not_understood');
  });
};
