/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.raw(`
    INSERT INTO outbox (topic, key, payload, due_at, done_at)
    SELECT 'notification', concat_ws(' ', promotion_id, what, about),
           jsonb_build_object('promotionId', promotion_id, 'what', what), due_at, sent_at
    FROM promotion_notices`);
  await knex.raw(`
    INSERT INTO outbox (topic, key, payload, due_at)
    SELECT 'close-pull-request', promotion_id::text,
           jsonb_build_object('repository', repository, 'number', number), due_at
    FROM pull_requests_to_close`);
  await knex.schema.dropTable('promotion_notices');
  await knex.schema.dropTable('pull_requests_to_close');
};

// The tables before this one held less, so there is no way back.
exports.down = async function down() {
  throw new Error('Restore a backup from before this version instead');
};
