/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('promotions', table => {
    table.comment(
      'What lists of promotions are searched by; the run of the same id holds the rest',
    );
    table.uuid('id').primary().comment('Id of the run; sorts by time');
    table.text('kind').notNullable().comment('promotion or rollback');
    table.text('service').notNullable().comment('Entity reference');
    table.text('environment').notNullable().comment('Name');
    table.text('version').notNullable();
    table.text('requested_by').notNullable();
    table
      .text('idempotency_key')
      .comment('The same key by the same person is the same promotion');
    table.boolean('automatic').notNullable();
    table
      .specificType('approvers', 'text[]')
      .notNullable()
      .comment('Groups whose members may approve');
    table.uuid('reverts').comment('The promotion that a roll back undoes');
    table.timestamp('written_at').comment('When it changed what is delivered');
    table.index(['service', 'id']);
    table.index(['environment', 'id']);
    table.index(['service', 'environment', 'id']);
    table.index(['requested_by', 'id']);
    table.index(['reverts']);
    table.unique(['kind', 'requested_by', 'idempotency_key']);
  });
  await knex.raw(
    'CREATE INDEX promotions_approvers ON promotions USING gin (approvers)',
  );
  await knex.raw(
    'CREATE INDEX promotions_written ON promotions (service, environment, written_at) WHERE written_at IS NOT NULL',
  );
  await knex.raw(
    'CREATE INDEX promotions_automatic ON promotions (service, environment, version) WHERE automatic',
  );

  await knex.schema.createTable('promotion_notices', table => {
    table.comment('What people are to be told, until they were told');
    table.bigIncrements('id');
    table.uuid('promotion_id').notNullable();
    table.text('what').notNullable().comment('asked or ended');
    table
      .text('about')
      .notNullable()
      .comment(
        'Digest that is to be approved, or the end: one notice for each',
      );
    table.timestamp('due_at').notNullable().comment('When to try (again)');
    table.timestamp('sent_at');
    table.unique(['promotion_id', 'what', 'about']);
  });
  await knex.raw(
    'CREATE INDEX promotion_notices_due ON promotion_notices (due_at) WHERE sent_at IS NULL',
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('promotion_notices');
  await knex.schema.dropTable('promotions');
};
