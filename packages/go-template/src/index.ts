/**
 * Go's text/template with the functions of sprig, as far as both give the same each time.
 *
 * @packageDocumentation
 */
export { GoTemplate, type TemplateOptions } from './GoTemplate';
export { define, text, type Functions } from './functions/arguments';
export { TemplateError } from './TemplateError';
export { Struct, TypedMap } from './values/Struct';
export { newMap } from './values/values';
