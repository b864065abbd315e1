/**
 * What tests of other packages start in the place of Argo CD, for programs that
 * Node runs. For Jest there are the programs beside this file, which `TestProcess` of
 * `@towpath/test-kit` runs.
 *
 * @packageDocumentation
 */
export { overlay, SHOP, startDelivery, TOKEN } from '../argocd/testing.ts';
