/**
 * The Stack kind in the software catalog.
 *
 * @packageDocumentation
 */
export { catalogModuleStack as default } from './module';
