/**
 * The template actions terraform:plan, terraform:apply, terraform:output and terraform:destroy.
 *
 * @packageDocumentation
 */
export {};
