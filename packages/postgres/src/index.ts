/**
 * What libraries and plugins that keep tables in one PostgreSQL share.
 *
 * @packageDocumentation
 */
export { migrateTables } from './migrateTables';
