/**
 * Runs terraform or tofu so that nothing is lost when a process dies, and tells a plan in words.
 *
 * @packageDocumentation
 */
export {};
