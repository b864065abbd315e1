/**
 * Template actions for Argo CD: create an application, set its parameters, sync it, wait for it and
 * roll it back.
 *
 * @packageDocumentation
 */
export { scaffolderModuleArgoCd as default } from './module';
