/**
 * What a module needs to add gates to environment promotion.
 *
 * @packageDocumentation
 */
export * from './environmentGatesExtensionPoint';
export * from './Gate';
export * from './RecurringFreeze';
