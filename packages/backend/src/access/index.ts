export { httpRouter } from './httpRouter';
export type { PortalAccess } from './PortalAccess';
export { portalAccessServiceRef } from './portalAccessServiceRef';
