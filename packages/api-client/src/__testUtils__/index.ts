/**
 * The backend of a plugin in tests of its pages.
 *
 * @packageDocumentation
 */
export type { AskedRequest } from './Contract';
export { StubApi, type AnswerOptions } from './StubApi';
