export { Builder } from './Builder.ts';
export type { BuilderOptions } from './types.ts';
