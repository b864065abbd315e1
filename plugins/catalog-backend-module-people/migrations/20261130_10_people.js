/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('platform_people', table => {
    table.comment('People whom the platform made, each a User entity');
    table.text('name').primary().comment('Of the entity');
    table.text('display_name').notNullable();
    table.text('email').notNullable();
    table.jsonb('teams').notNullable().comment('References of groups');
    table.text('created_by').notNullable();
    table.timestamp('created_at').notNullable();
  });
  await knex.raw(
    'create unique index platform_people_email on platform_people (lower(email))',
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('platform_people');
};
