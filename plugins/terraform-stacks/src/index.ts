export {
  terraformStacksApiRef,
  terraformStacksPlugin as default,
} from './plugin';
