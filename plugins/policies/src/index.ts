/** The rules of the platform, and what they say about a document. @packageDocumentation */
export { policiesApiRef } from './api/policiesApiRef';
export { policiesPlugin as default } from './plugin';
