/**
 * What a module or another plugin needs of Score provisioning.
 *
 * @packageDocumentation
 */
export * from './Driver';
export * from './provisionerTemplate';
export { plainSecretFields } from './plainSecretFields';
export * from './renderedFolder';
export * from './scoreDriversExtensionPoint';
export * from './settingsReading';
export * from './sealedSecret';
export { scoreServiceRef, type ScoreProvisioning } from './scoreServiceRef';
