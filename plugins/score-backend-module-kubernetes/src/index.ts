/**
 * Provides what Score files ask for as objects that Argo CD deploys, or as values that are given.
 *
 * @packageDocumentation
 */
export { scoreModuleKubernetes as default } from './module';
