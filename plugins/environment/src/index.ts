/**
 * Environments in the portal.
 *
 * @packageDocumentation
 */
export { environmentPlugin as default } from './plugin';
