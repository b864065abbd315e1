/**
 * What a module needs to provide resources for Score.
 *
 * @packageDocumentation
 */
export * from './Driver';
export * from './renderedFolder';
export * from './scoreDriversExtensionPoint';
