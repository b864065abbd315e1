/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('policy_hits', table => {
    table.comment('How often rules spoke, by day; nothing of what they saw');
    table.date('day').notNullable();
    table.text('subject').notNullable().comment('Such as promotion');
    table.text('policy').notNullable();
    table.text('rule').notNullable();
    table.text('effect').notNullable().comment('deny, gate or allow');
    table.integer('hits').notNullable();
    table.primary(['day', 'subject', 'policy', 'rule', 'effect']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('policy_hits');
};
