/**
 * A client of SCIM 2.0: people and groups at an identity provider.
 *
 * @packageDocumentation
 */
export { readScimSettings } from './readScimSettings';
export type {
  NewScimUser,
  ScimGroup,
  ScimUser,
  ScimUserChanges,
} from './resources';
export { ScimClient } from './ScimClient';
export { ScimError, type ScimEnding } from './ScimError';
export type { ScimSettings } from './ScimSettings';
