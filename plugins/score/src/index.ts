/**
 * Score in the portal: what services ask for, what they have in each environment, and what a plan would change.
 *
 * @packageDocumentation
 */
export { scoreApiRef } from './api/scoreApiRef';
export { scorePlugin as default } from './plugin';
