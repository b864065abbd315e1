import type {
  Destroyed,
  DriverCall,
  DriverRequest,
  Observation,
} from '@towpath/plugin-score-node';

/**
 * A driver that asks nobody what has become of what it provides. Of objects, Git holds what was provided, Argo CD says what has
 * become of it, and they leave with the next rendering.
 */
export abstract class UnaskedDriver {
  async observe(
    { state }: DriverRequest,
    { signal }: DriverCall,
  ): Promise<Observation> {
    signal.throwIfAborted();
    return state
      ? { status: 'as-provided' }
      : { status: 'missing', reason: 'it was never provided' };
  }

  async destroy(
    _request: DriverRequest,
    { signal }: DriverCall,
  ): Promise<Destroyed> {
    signal.throwIfAborted();
    return {};
  }
}
