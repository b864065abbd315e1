/** Whose an application of Argo CD is: see decision 13. */
export * from './annotations';
export { ApplicationMatcher } from './ApplicationMatcher';
export { ApplicationOwners } from './ApplicationOwners';
export { ANY_NAMESPACE, type ClaimedApplication } from './ClaimedApplication';
export {
  readRef,
  toClaimingService,
  type ClaimingService,
} from './ClaimingService';
export type { Claim } from './claims';
export { nameOf } from './explainClaims';
export {
  doubtOf,
  isFromWhereItWas,
  isOfPortal,
  locationOf,
  type KnownName,
} from './knownNames';
export { labelledService, type ApplicationOwnership } from './findOwnership';
export { deployedNear, findHeldFolders, type HeldFolder } from './heldFolders';
export { oneOfEachName } from './oneOfEachName';
export { ownSourceUrl } from './ownSource';
export { mappedServices } from './Place';
export {
  ENVIRONMENT_LABEL,
  NAMESPACE_LABEL,
  OWNER_LABEL,
  SERVICE_LABEL,
} from './placeLabels';
export { readClaimed } from './readClaimed';
export { readSources, sourcesOf } from './readSources';
export { locateValueFile, readValueFiles } from './valueFiles';
export { readWidely } from './readWidely';
