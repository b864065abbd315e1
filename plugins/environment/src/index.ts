/**
 * Environments in the portal: what runs where, how it came there, and what waits.
 *
 * @packageDocumentation
 */
export { environmentPlugin as default } from './plugin';
export { environmentApiRef } from './api/environmentApiRef';
