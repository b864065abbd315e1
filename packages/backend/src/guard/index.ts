export { acceptedRisksLog } from './acceptedRisksLog';
export { guardedRootConfig } from './guardedRootConfig';
export { startOrExit } from './startOrExit';
