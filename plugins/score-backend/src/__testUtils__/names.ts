/** Of the operator that reads secrets of dev. */
export const STORE_TOKEN = 'd'.repeat(40);

export const TEAM = 'group:default/team-a';
export const LEADS = 'group:default/team-a-leads';
export const SYSTEM = 'system:default/sales';
