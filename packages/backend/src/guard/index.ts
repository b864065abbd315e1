export { guardedRootConfig } from './guardedRootConfig';
export { startOrExit } from './startOrExit';
