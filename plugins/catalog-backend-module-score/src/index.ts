/**
 * Brings what Score has provided into the catalog.
 *
 * @packageDocumentation
 */
export { catalogModuleScore as default } from './module';
