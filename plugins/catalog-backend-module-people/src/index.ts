/**
 * People whom the platform made, in the catalog.
 *
 * @packageDocumentation
 */
export { catalogModulePeople as default } from './module';
