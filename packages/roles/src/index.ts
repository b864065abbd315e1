export { CatalogDirectory } from './approvers/CatalogDirectory';
export type { Directory, DirectoryGroup } from './approvers/Directory';
export { findApproval } from './approvers/findApproval';
export {
  resolveApprovers,
  UnknownApprover,
  type ApprovalPlace,
} from './approvers/resolveApprovers';
export {
  isPlatformEngineer,
  readPlatformEngineerGroups,
} from './platformEngineers';
export { Actors, mayChange, type Actor, type ActorsOptions } from './Actors';
