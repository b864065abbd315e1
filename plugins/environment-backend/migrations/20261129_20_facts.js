/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('promotion_writes', table => {
    table.comment(
      'When promotions and roll backs changed what is delivered; outlives their runs',
    );
    table.uuid('id').primary().comment('Id of the run');
    table.text('service').notNullable().comment('Entity reference');
    table.text('environment').notNullable().comment('Name');
    table.timestamp('written_at').notNullable();
    table.uuid('reverts').comment('The promotion that a roll back undoes');
    table.timestamp('undone_at').comment('When it was taken back');
  });
  await knex.raw(`
    CREATE INDEX promotion_writes_standing ON promotion_writes (service, environment, written_at DESC)
    WHERE undone_at IS NULL AND reverts IS NULL`);
  await knex.schema.createTable('automatic_versions', table => {
    table.comment('What environments have brought by themselves: each once');
    table.text('service').notNullable().comment('Entity reference');
    table.text('environment').notNullable().comment('Name');
    table.text('version').notNullable();
    table.primary(['service', 'environment', 'version']);
  });

  await knex.raw(`
    INSERT INTO promotion_writes (id, service, environment, written_at, reverts, undone_at)
    SELECT p.id, p.service, p.environment, p.written_at, p.reverts,
      COALESCE(min(b.written_at), CASE WHEN r.status = 'rolled-back' THEN r.ended_at END)
    FROM promotions p
    LEFT JOIN promotions b ON b.reverts = p.id
    LEFT JOIN workflow_runs r ON r.id = p.id
    WHERE p.written_at IS NOT NULL
    GROUP BY p.id, r.id`);
  await knex.raw(`
    INSERT INTO automatic_versions (service, environment, version)
    SELECT DISTINCT service, environment, version FROM promotions WHERE automatic`);
  await knex.raw(`
    UPDATE workflow_runs r SET request_digest = p.request_digest
    FROM promotions p WHERE p.id = r.id AND p.request_digest IS NOT NULL`);
  await knex.schema.dropTable('promotions');
};

// What a run is found by is with the run now, so there is no way back.
exports.down = async function down() {
  throw new Error('Restore a backup from before this version instead');
};
