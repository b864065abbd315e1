export { terraformStacksApiRef } from './api/terraformStacksApiRef';
export { terraformStacksPlugin as default } from './plugin';
