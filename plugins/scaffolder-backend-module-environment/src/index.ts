export { scaffolderModuleEnvironment as default } from './module';
