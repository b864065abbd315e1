/**
 * Golden paths and golden gates: what is held on the pages of runs, and what rules say in the forms of templates.
 *
 * @packageDocumentation
 */
export { goldenPathExtensions } from './form/goldenPathExtensions';
export { GoOn, type GoOnProps } from './run/GoOn';
export { withoutMasked } from './run/withoutMasked';
export { templateGatesPlugin as default } from './plugin';
export { templateGatesApiRef } from './templateGatesApiRef';
