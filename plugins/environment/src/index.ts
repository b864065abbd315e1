/**
 * Environments in the portal: what runs where, how it came there, and what waits. The parts
 * beside the plugin are for pages that show the same things in another place.
 *
 * @packageDocumentation
 */
export { environmentPlugin as default } from './plugin';
export { environmentApiRef } from './api/environmentApiRef';
export {
  DeploymentState,
  type DeploymentStateProps,
} from './components/deployment/DeploymentState';
export { deploymentIn } from './lib/deploymentIn';
export { promotionTitle } from './lib/promotionTitle';
export {
  useDeploymentsOf,
  type DeploymentsOf,
} from './queries/useDeploymentsOf';
export { useLiveUpdates } from './queries/useLiveUpdates';
export {
  usePersonalQueue,
  type PersonalQueue,
} from './queries/usePersonalQueue';
