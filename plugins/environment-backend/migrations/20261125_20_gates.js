/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('freezes', table => {
    table.comment(
      'Times, set by a person, in which no version may come into an environment',
    );
    table.uuid('id').primary();
    table.text('environment').notNullable().comment('Name');
    table
      .specificType('services', 'text[]')
      .comment('Entity references; all services when null');
    table.text('reason').notNullable();
    table.timestamp('starts_at').notNullable();
    table
      .timestamp('ends_at')
      .notNullable()
      .comment('Moved to the moment at which a person ended it');
    table.text('created_by').notNullable().comment('User entity reference');
    table.timestamp('created_at').notNullable();
    table.text('ended_by').comment('Who ended it before its time');
    table.index(['environment', 'ends_at']);
    table.index(['environment', 'starts_at', 'id']);
    table.index(['ends_at', 'id']);
    table.index(['starts_at', 'id']);
  });

  await knex.schema.createTable('checks', table => {
    table.comment('The newest report of each check on each version');
    table.text('service').notNullable().comment('Entity reference');
    table.text('version').notNullable();
    table.text('name').notNullable();
    table.text('state').notNullable().comment('pending, passed or failed');
    table.text('description');
    table.text('url');
    table.text('reported_by').notNullable();
    table.timestamp('reported_at').notNullable();
    table.primary(['service', 'version', 'name']);
  });

  await knex.schema.createTable('holds', table => {
    table.comment('Where automatic promotion pauses after a roll back');
    table.text('service').notNullable().comment('Entity reference');
    table.text('environment').notNullable().comment('Name');
    table.timestamp('since').notNullable();
    table.text('reason').notNullable();
    table.text('by').notNullable();
    table.text('promotion_id').comment('The roll back');
    table.primary(['service', 'environment']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('holds');
  await knex.schema.dropTable('checks');
  await knex.schema.dropTable('freezes');
};
