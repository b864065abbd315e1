/**
 * A driver of Score resources: modules of Terraform, each in a stack of its own.
 *
 * @packageDocumentation
 */
export { scoreModuleTerraform as default } from './module';
