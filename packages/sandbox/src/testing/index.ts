/**
 * What tests of other packages start in the place of a Git host and of Argo CD, for programs that
 * Node runs. For Jest there are the programs beside this file, which `TestProcess` of
 * `@towpath/test-kit` runs.
 *
 * @packageDocumentation
 */
export { overlay, SHOP, startDelivery, TOKEN } from '../argocd/testing.ts';
export { type Answer, createApi, seedRepository } from '../git-host/testing.ts';
