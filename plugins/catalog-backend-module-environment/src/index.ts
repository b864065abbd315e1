/**
 * The Environment kind in the software catalog.
 *
 * @packageDocumentation
 */
export { catalogModuleEnvironment as default } from './module';
