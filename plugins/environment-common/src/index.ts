/**
 * Types, schema and promotion order of the Environment kind.
 *
 * @packageDocumentation
 */
export * from './api';
export * from './DeploymentState';
export * from './EnvironmentEntityV1alpha1';
export * from './environmentJsonSchema';
export * from './model';
export * from './orderByPromotion';
export * from './permissions';
export * from './relations';
