/**
 * What tests of other packages use in the place of a Git host.
 *
 * @packageDocumentation
 */
export { TestGitHost } from './TestGitHost';
