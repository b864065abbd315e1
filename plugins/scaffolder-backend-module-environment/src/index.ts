/**
 * The template action environment:promote.
 *
 * @packageDocumentation
 */
export {};
