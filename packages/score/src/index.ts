export * from './types';
export * from './diagnostics/diagnostic';
export { readScore } from './readScore';
export { fixScore } from './fix';
