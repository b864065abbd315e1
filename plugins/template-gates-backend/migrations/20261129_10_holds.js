/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('holds', table => {
    table.comment('What was asked of templates, and waits for an approval');
    table.uuid('id').primary().comment('Of the run');
    table.text('requested_by').notNullable().comment('Entity reference');
    table.text('template').notNullable().comment('Entity reference');
    table.text('retries').comment('Id of the task that is to be tried again');
    table.binary('request').comment('Values, secrets, salt, sealed');
    table.binary('token').comment('Of who asked, sealed');
    table.timestamp('token_expires').comment('When the token ends');
    table.text('pass').comment('Lets one request through the door');
    table.timestamp('passed_at').comment('When that was given out last');
    table.text('task').comment('Id of the task that began');
    table.timestamp('created_at').notNullable();
    table.timestamp('reminded_at');
    table.index(['requested_by', 'created_at'], 'holds_requested_by');
    table.index(['task'], 'holds_task');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('holds');
};
