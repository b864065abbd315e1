/**
 * Has promotions provide what the Score file of a version needs, and write its manifests together with the version.
 *
 * @packageDocumentation
 */
export { environmentModuleScore as default } from './module';
