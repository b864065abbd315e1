/**
 * Finds what the repositories of Gitea organisations describe.
 *
 * @packageDocumentation
 */
export { catalogModuleGiteaDiscovery as default } from './module';
