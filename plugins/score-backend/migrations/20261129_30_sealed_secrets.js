/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('resource_secrets', table => {
    table
      .uuid('revision')
      .notNullable()
      .defaultTo(knex.raw('gen_random_uuid()'))
      .comment('Another one with another value, and not with another key');
  });
  await knex.schema.createTable('sealed_secrets', table => {
    table.comment('What Git holds of secret outputs, where it holds them');
    table.uuid('resource').notNullable();
    table.text('output').notNullable();
    table.uuid('revision').notNullable().comment('Of the value');
    table.text('recipient').notNullable().comment('Key, namespace and name');
    table.text('text').notNullable().comment('Encrypted for the cluster');
    table.primary(['resource', 'output']);
    table
      .foreign(['resource', 'output'])
      .references(['resource', 'output'])
      .inTable('resource_secrets')
      .onDelete('cascade');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('sealed_secrets');
  await knex.schema.alterTable('resource_secrets', table => {
    table.dropColumn('revision');
  });
};
