/**
 * What another backend plugin needs to ask for runs on Terraform stacks.
 *
 * @packageDocumentation
 */
export { RunFollower } from './RunFollower';
export {
  terraformStacksServiceRef,
  type TerraformStacksService,
} from './terraformStacksServiceRef';
