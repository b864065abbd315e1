/**
 * What a module or another plugin needs of environment promotion.
 *
 * @packageDocumentation
 */
export {
  environmentServiceRef,
  type EnvironmentService,
} from './environmentServiceRef';
export * from './DeliveryStrategy';
export * from './environmentDeliveryExtensionPoint';
export * from './environmentGatesExtensionPoint';
export * from './Gate';
export * from './ownership';
export * from './RecurringFreeze';
