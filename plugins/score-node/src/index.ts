/**
 * What a module or another plugin needs of Score provisioning.
 *
 * @packageDocumentation
 */
export * from './Driver';
export { plainSecretFields } from './plainSecretFields';
export * from './renderedFolder';
export * from './scoreDriversExtensionPoint';
export { scoreServiceRef, type ScoreProvisioning } from './scoreServiceRef';
