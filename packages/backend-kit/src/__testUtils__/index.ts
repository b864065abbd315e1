/**
 * What tests of backend plugins share.
 *
 * @packageDocumentation
 */
export { closedDatabases } from './closedDatabases';
