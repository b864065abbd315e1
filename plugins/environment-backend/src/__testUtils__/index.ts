/** What trials of other plugins start this one with. */
export {
  createTrialBackend,
  type TrialSurroundings,
} from './createTrialBackend';
export { environment, component, THREE_ENVIRONMENTS } from './entities';
export { TrialProcess } from './TrialProcess';
