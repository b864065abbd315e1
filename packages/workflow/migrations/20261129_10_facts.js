/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('workflow_runs', table => {
    table
      .jsonb('facts')
      .nullable()
      .comment('What its kind has it found by; null until that is worked out');
    table
      .specificType('approvers', 'text[]')
      .nullable()
      .comment('Entity refs of whose members may approve');
    table
      .text('request_digest')
      .nullable()
      .comment('SHA-256 of what came with the idempotency key');
  });
  await knex.schema.raw(`
    create index workflow_runs_facts on workflow_runs using gin (facts jsonb_path_ops);
    create index workflow_runs_approvers on workflow_runs using gin (approvers)
      where status = 'awaiting-approval';
    create index workflow_runs_no_facts on workflow_runs (id) where facts is null;
  `);
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('workflow_runs', table => {
    table.dropColumns('facts', 'approvers', 'request_digest');
  });
};
