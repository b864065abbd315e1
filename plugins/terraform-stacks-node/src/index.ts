/**
 * What another backend plugin needs to ask for runs on Terraform stacks.
 *
 * @packageDocumentation
 */
export {
  terraformStacksServiceRef,
  type TerraformStacksService,
} from './terraformStacksServiceRef';
