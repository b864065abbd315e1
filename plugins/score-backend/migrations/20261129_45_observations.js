/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('resources', table => {
    table
      .timestamp('look_at')
      .notNullable()
      .defaultTo(knex.fn.now())
      .comment('When its driver looks at it next');
  });
  // Not all of them at once.
  await knex.schema.raw(
    `update resources set look_at = now() + random() * interval '30 minutes'`,
  );
  await knex.schema.raw(`
    create index resources_look on resources (look_at, driver)
    where status = 'provided'`);
  await knex.schema.createTable('observations', table => {
    table.comment('What drivers found when they looked at resources');
    table
      .uuid('resource')
      .primary()
      .references('resources.id')
      .onDelete('cascade');
    table
      .timestamp('of')
      .notNullable()
      .comment('resources.updated_at then: what was provided since is another');
    table.text('status').comment('as-provided, changed or missing');
    table.jsonb('differences').notNullable().defaultTo('[]');
    table.text('reason').comment('Of what is missing');
    table.timestamp('looked_at').comment('When that was answered');
    table.timestamp('drifted_at').comment('Since when it is not as provided');
    table.text('problem').comment('Why it could not be asked since');
    table.timestamp('problem_at').comment('Since when');
  });
  await knex.schema.raw(`
    create index observations_drifted on observations (resource)
    where drifted_at is not null`);
  await knex.schema.raw(`
    create index observations_problem on observations (resource)
    where problem is not null`);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('observations');
  await knex.schema.alterTable('resources', table => {
    table.dropIndex([], 'resources_look');
    table.dropColumn('look_at');
  });
};
