/**
 * What tests of pages share, in all packages with pages.
 *
 * @packageDocumentation
 */
export { press } from './press';
export { says } from './says';
export { setUpPageTests } from './setUpPageTests';
export { userEvent } from './userEvent';
