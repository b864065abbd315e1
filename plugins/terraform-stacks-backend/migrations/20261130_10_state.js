/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('states', table => {
    table.comment('What is the newest state of each stack');
    table.text('stack').primary();
    table.uuid('newest').comment('Of state_versions; null without a state');
  });
  await knex.schema.createTable('state_versions', table => {
    table.comment(
      'States that were kept, the newest of a stack and older ones',
    );
    table.uuid('id').primary().comment('Of version 7');
    table.text('stack').notNullable();
    table.bigInteger('serial').notNullable();
    table.text('lineage').notNullable();
    table.text('md5').notNullable().comment('In base64');
    table
      .bigInteger('size')
      .notNullable()
      .comment('In bytes, of the state itself');
    table.integer('resources').comment('Null where it cannot be read');
    table.text('terraform_version');
    table.text('unreadable').comment('Why its content cannot be read');
    table.text('by').notNullable().comment('A person or a run, in words');
    table.uuid('run');
    table.text('reason').comment('Why an older state was restored');
    table.timestamp('at').notNullable();
    table.text('key').notNullable().comment('Id of the key that seals it');
    table.binary('sealed').notNullable().comment('zstd, then sealed');
    table.index(['stack', 'serial', 'id']);
    table.index(['key']);
  });
  // It is compressed by then, and encrypted bytes get no smaller.
  await knex.raw(
    'alter table state_versions alter column sealed set storage external',
  );
  await knex.schema.createTable('state_locks', table => {
    table.comment('Who has locked a state; at most one lock a stack');
    table.text('stack').primary();
    table.text('id').notNullable().comment('As Terraform made it');
    table.text('operation').notNullable();
    table.text('info').notNullable();
    table
      .text('who')
      .notNullable()
      .comment('Account and machine, as Terraform says');
    table.text('version').notNullable();
    table.text('path').notNullable();
    table.text('person').comment('Entity reference');
    table.uuid('run');
    table.timestamp('since').notNullable();
    table.index(['run']);
  });
  await knex.schema.createTable('state_credentials', table => {
    table.comment('With which people work on the state of a stack by hand');
    table.uuid('id').primary();
    table.text('stack').notNullable();
    table.text('person').notNullable().comment('Entity reference');
    table.binary('hash').notNullable().comment('SHA-256 of a random password');
    table.boolean('read_only').notNullable();
    table.timestamp('created_at').notNullable();
    table.timestamp('expires_at').notNullable();
    table.timestamp('last_used_at');
    table.index(['stack', 'created_at']);
  });
  await knex.schema.createTable('state_places', table => {
    table.comment('When folders of runs were last heard of');
    table.uuid('place').primary();
    table.text('host').notNullable();
    table.timestamp('heard_at').notNullable();
  });
  await knex.schema.alterTable('stacks', table => {
    table
      .uuid('place')
      .nullable()
      .comment('The folder of stacks that has its state; null in the database')
      .alter();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    ...['state_places', 'state_credentials', 'state_locks'],
    ...['state_versions', 'states'],
  ]) {
    await knex.schema.dropTable(table);
  }
};
