/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('resources', table => {
    table.comment('What services have in environments');
    table.uuid('id').primary().comment('By it a driver finds its own effects');
    table.text('service').notNullable().comment('Entity reference');
    table.text('owner').comment('Entity reference');
    table.text('environment').notNullable().comment('Name');
    table.text('uid').notNullable().comment('type.class#id');
    table.text('type').notNullable();
    table.text('class').notNullable();
    table.text('name').notNullable().comment('In the Score file');
    table.text('definition').notNullable();
    table.text('driver').notNullable();
    table.boolean('holds_data').notNullable();
    table.text('on_removal').notNullable().comment('delete or retain');
    table.text('status').notNullable();
    table.text('message').comment('Why the last try failed');
    table.jsonb('request').notNullable().comment('What the driver was asked');
    table.jsonb('state').comment('What the driver answered');
    table.jsonb('outputs').notNullable().comment('Without secret ones');
    table.jsonb('manifests').notNullable().comment('Objects for Git');
    table.jsonb('kept').comment('The final copy, for the driver');
    table.text('restore').comment('How to get it back');
    table.timestamp('kept_until');
    table.double('cost_amount').comment('A month');
    table.text('cost_currency');
    table.uuid('run').comment('That changed it last');
    table.timestamp('updated_at').notNullable();
    table.index(['type'], 'resources_type');
    table.index(['owner'], 'resources_owner');
    table.index(['environment'], 'resources_environment');
    table.index(
      ['service', 'environment', 'name', 'id'],
      'resources_service_environment',
    );
  });
  // What is kept may stand beside what has come in its place.
  await knex.schema.raw(`
    create unique index resources_live on resources (service, environment, uid)
    where status <> 'kept'`);
  await knex.schema.createTable('resource_secrets', table => {
    table.comment('Secret outputs, sealed');
    table
      .uuid('resource')
      .notNullable()
      .references('resources.id')
      .onDelete('cascade');
    table.text('output').notNullable();
    table.text('key').notNullable().comment('Id of the key it is sealed with');
    table.binary('sealed').notNullable();
    table.primary(['resource', 'output']);
  });
  await knex.schema.createTable('plans', table => {
    table.comment('What was shown to people');
    table.uuid('id').primary();
    table.text('service').notNullable();
    table.text('environment').notNullable();
    table.text('requested_by').notNullable();
    table.text('digest').notNullable();
    table.text('score').notNullable().comment('The Score file');
    table.jsonb('plan').notNullable();
    table.timestamp('created_at').notNullable();
    table.timestamp('expires_at').notNullable().index();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('plans');
  await knex.schema.dropTable('resource_secrets');
  await knex.schema.dropTable('resources');
};
