/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('services', table => {
    table.comment('The services of the catalog, as it was read last');
    table.text('ref').primary().comment('Entity reference');
    table.text('name').notNullable();
    table.text('title');
    table.text('description');
    table.text('owner').comment('Entity reference');
    table.text('system');
    table
      .jsonb('annotations')
      .notNullable()
      .comment('Those by which its applications, image and source are found');
    table
      .boolean('listed')
      .notNullable()
      .comment('It is a service by itself; another is one when it is deployed');
    table.index(['name', 'ref']);
    table.index(['owner', 'name']);
  });

  await knex.schema.createTable('environments', table => {
    table.comment('The environments of the catalog, as they were read last');
    table.text('name').primary();
    table.integer('position').notNullable().comment('In promotion order');
    table.jsonb('entity').notNullable();
  });

  await knex.schema.createTable('catalog_revision', table => {
    table.comment('One row: counts the changes of services and environments');
    table.integer('id').primary();
    table.bigInteger('revision').notNullable();
  });
  await knex('catalog_revision').insert({ id: 1, revision: 0 });

  await knex.schema.createTable('instances', table => {
    table.comment('The Argo CD instances of the configuration');
    table.text('name').primary();
    table.text('url');
    table.boolean('ok').notNullable();
    table.text('message').comment('What is wrong and what to do');
    table.timestamp('since').notNullable();
    table.timestamp('synced_at').comment('When it was last heard of');
    table.integer('applications').notNullable().defaultTo(0);
  });

  await knex.schema.createTable('applications', table => {
    table.comment('What is known of each application of Argo CD');
    table.text('instance').notNullable();
    table.text('namespace').notNullable().comment('Empty when not told');
    table.text('name').notNullable();
    table.jsonb('facts').notNullable();
    table.primary(['instance', 'namespace', 'name']);
  });

  await knex.schema.createTable('deployments', table => {
    table.comment('What of a service is in an environment');
    table.text('service').notNullable().comment('Entity reference');
    table.text('environment').notNullable().comment('Name');
    table.text('state').notNullable().comment('deployed or ambiguous');
    table.text('problem');
    table.text('instance');
    table.text('application');
    table.text('application_namespace');
    table.text('project');
    table.text('version');
    table.text('image');
    table.text('health');
    table.text('health_message');
    table.text('sync');
    table.boolean('auto_sync');
    table.text('revision');
    table.timestamp('deployed_at');
    table.timestamp('healthy_since');
    table.jsonb('operation');
    table.jsonb('sources');
    table.jsonb('images').comment('All that could be the image of the service');
    table.primary(['service', 'environment']);
    table.index(['health', 'service']);
    table.index(['sync', 'service']);
    table.index(['instance', 'application']);
  });

  await knex.schema.createTable('deployment_history', table => {
    table.comment('What ran where, from when to when');
    table.bigIncrements('id');
    table.text('service').notNullable();
    table.text('environment').notNullable();
    table.text('version').notNullable();
    table.text('image');
    table.text('revision');
    table.text('health').comment('As it was last');
    table.timestamp('deployed_at').notNullable();
    table.timestamp('ended_at').comment('Absent while it runs');
    table.text('by').comment('User entity reference, or a name');
    table.text('promotion_id');
    table.text('reason');
    table.integer('commits');
    table.index(['service', 'deployed_at', 'id']);
    table.index(['service', 'environment', 'deployed_at', 'id']);
    table.index(['service', 'environment', 'id']);
    table.index(['service', 'environment', 'version']);
  });
  await knex.raw(
    'CREATE UNIQUE INDEX deployment_history_current ON deployment_history (service, environment) WHERE ended_at IS NULL',
  );

  await knex.schema.createTable('leases', table => {
    table.comment('Which replica does what only one may do');
    table.text('name').primary();
    table.text('holder').notNullable();
    table.timestamp('until').notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'leases',
    'deployment_history',
    'deployments',
    'applications',
    'instances',
    'catalog_revision',
    'environments',
    'services',
  ]) {
    await knex.schema.dropTable(table);
  }
};
