export * from './whyNotPromote';
export { PROMOTION_RUNS, promotionToRun } from './promotionToRun';
export { promotionTitle, serviceName, shortVersion } from './words';
