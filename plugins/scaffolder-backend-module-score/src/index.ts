/**
 * Template actions for Score: validate, render, plan, provision and delete, with the permissions of who runs the task.
 *
 * @packageDocumentation
 */
export { scaffolderModuleScore as default } from './module';
