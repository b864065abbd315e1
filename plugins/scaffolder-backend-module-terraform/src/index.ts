/**
 * Template actions for Terraform: plan, apply, read outputs and destroy, on stacks whose state the
 * portal keeps.
 *
 * @packageDocumentation
 */
export { scaffolderModuleTerraform as default } from './module';
