/**
 * Rules in CEL over any JSON document: allow, gate or deny, each with a message a person can act on.
 *
 * @packageDocumentation
 */
export {};
