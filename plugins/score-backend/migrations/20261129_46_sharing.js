/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('resources', table => {
    table
      .boolean('by_id')
      .notNullable()
      .defaultTo(false)
      .comment('Its service asks for it by an id, so others may as well');
  });
  // One of the workload alone has the id `workload.name`.
  await knex.schema.raw(`
    update resources set by_id = true
    where right(uid, length(name) + 1) <> '.' || name`);
  await knex.schema.createTable('resource_uses', table => {
    table.comment('What services use that another one of the environment has');
    // What is in use cannot go, whoever tries.
    table.uuid('resource').notNullable().references('resources.id');
    table.text('service').notNullable().comment('Entity reference');
    table.text('environment').notNullable().comment('That of the resource');
    table.text('name').notNullable().comment('In the Score file of the user');
    table.uuid('run').notNullable().comment('That began it');
    table.timestamp('since').notNullable();
    table.primary(['resource', 'service']);
    table.index(['service', 'environment'], 'resource_uses_service');
  });
  // Each namespace that uses a secret has a text of its own.
  await knex.schema.alterTable('sealed_secrets', table => {
    table.dropPrimary();
    table.primary(['resource', 'output', 'recipient']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  // They are made again when they are written next.
  await knex('sealed_secrets').delete();
  await knex.schema.alterTable('sealed_secrets', table => {
    table.dropPrimary();
    table.primary(['resource', 'output']);
  });
  await knex.schema.dropTable('resource_uses');
  await knex.schema.alterTable('resources', table => {
    table.dropColumn('by_id');
  });
};
