export { hideCredentials } from './hideCredentials.ts';
export { Redactor } from './Redactor.ts';
