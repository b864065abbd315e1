/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('workflow_runs', table => {
    table.comment('Durable runs, alive and ended');
    table.uuid('id').primary().comment('Version 7');
    table.text('kind').notNullable();
    table.text('subject').notNullable().comment('Entity ref');
    table.text('lock_key').notNullable();
    table.jsonb('input').notNullable();
    table.jsonb('state').notNullable().comment('What the steps returned');
    table.text('status').notNullable();
    table.text('step').nullable().comment('Where the run goes on');
    table.jsonb('steps').notNullable();
    table.text('reason').nullable().comment('For people');
    table
      .text('failure')
      .nullable()
      .comment('Why the run is being compensated');
    table.text('requested_by').notNullable();
    table.text('idempotency_key').nullable();
    table.jsonb('approval').nullable();
    table.integer('attempt').notNullable();
    table
      .integer('step_attempt')
      .notNullable()
      .comment('Tries since the step last got anywhere');
    table.timestamp('step_started_at').nullable();
    table.timestamp('created_at').notNullable();
    table.timestamp('queued_at').nullable();
    table.timestamp('started_at').nullable();
    table.timestamp('ended_at').nullable();
    table.timestamp('wake_at').nullable();
    table
      .boolean('woken')
      .notNullable()
      .defaultTo(false)
      .comment('Somebody woke the run while it ran');
    table
      .bigInteger('queue_position')
      .nullable()
      .comment('Order within the lock key');
    table.uuid('claim').nullable().comment('Token of the worker that has it');
    table
      .timestamp('lease_until')
      .nullable()
      .comment('By the clock of the database, which all workers share');
    table
      .timestamp('nudged_at')
      .nullable()
      .comment('When the sweep last sent a job for it');
    table.text('cancel_by').nullable();
    table.text('cancel_reason').nullable();
    table.integer('log_length').notNullable().defaultTo(0);
  });
  await knex.schema.raw(`
    create sequence workflow_queue_position;

    create unique index workflow_runs_idempotency on workflow_runs (kind, requested_by, idempotency_key)
      where idempotency_key is not null;
    create index workflow_runs_queue on workflow_runs (lock_key, queue_position) where status = 'queued';
    create index workflow_runs_alive_key on workflow_runs (lock_key) where ended_at is null;
    create index workflow_runs_alive_subject on workflow_runs (subject) where ended_at is null;
    create index workflow_runs_alive_wake on workflow_runs (wake_at) where status = 'waiting';
    create index workflow_runs_alive_lease on workflow_runs (lease_until) where status = 'running';
    create index workflow_runs_ended on workflow_runs (ended_at) where ended_at is not null;

    create index workflow_runs_list on workflow_runs (created_at desc, id desc);
    create index workflow_runs_list_kind on workflow_runs (kind, created_at desc, id desc);
    create index workflow_runs_list_subject on workflow_runs (subject, created_at desc, id desc);
    create index workflow_runs_list_status on workflow_runs (status, created_at desc, id desc);
    create index workflow_runs_list_lock on workflow_runs (lock_key, created_at desc, id desc);
    create index workflow_runs_list_person on workflow_runs (requested_by, created_at desc, id desc);
  `);

  await knex.schema.createTable('workflow_locks', table => {
    table.comment('Which run has the lock of a key, through its waits');
    table.text('lock_key').primary();
    table
      .uuid('run_id')
      .notNullable()
      .unique()
      .references('id')
      .inTable('workflow_runs')
      .onDelete('CASCADE');
  });

  await knex.schema.createTable('workflow_log', table => {
    table.comment('Lines of runs, secrets scrubbed');
    table
      .uuid('run_id')
      .notNullable()
      .references('id')
      .inTable('workflow_runs')
      .onDelete('CASCADE');
    table.integer('seq').notNullable();
    table.timestamp('at').notNullable();
    table.text('level').notNullable();
    table.text('step').nullable();
    table.text('message').notNullable();
    table.primary(['run_id', 'seq']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('workflow_log');
  await knex.schema.dropTable('workflow_locks');
  await knex.schema.dropTable('workflow_runs');
  await knex.schema.raw('drop sequence workflow_queue_position');
};
