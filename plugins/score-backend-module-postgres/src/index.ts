/**
 * A driver of Score resources: databases and their users on shared PostgreSQL servers.
 *
 * @packageDocumentation
 */
export { scoreModulePostgres as default } from './module';
