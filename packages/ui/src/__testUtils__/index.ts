/**
 * What tests of pages share, in all packages with pages.
 *
 * @packageDocumentation
 */
export { press } from './press';
export { says } from './says';
export { setUpPageTests } from './setUpPageTests';
export { setUpScreen } from './setUpScreen';
export { userEvent } from './userEvent';
