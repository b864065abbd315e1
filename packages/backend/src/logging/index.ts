export { rootHttpRouter } from './rootHttpRouter';
export { rootLogger } from './rootLogger';
