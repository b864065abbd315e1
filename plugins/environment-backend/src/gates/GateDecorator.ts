import type { Clock } from '@towpath/clock';
import type {
  EnvironmentEntityV1alpha1,
  EnvironmentSummary,
} from '@towpath/plugin-environment-common';
import type { EnvironmentDecorator } from '../deployments/decorators';
import type { FreezeCalendar } from './freezes/FreezeCalendar';
import { toFreeze } from './freezes/toFreeze';
import { namedGatesOf } from './GateInstance';
import type { GateRegistry } from './GateRegistry';

/** Tells of each environment the titles of its gates, and the freeze that holds for every service. */
export class GateDecorator implements EnvironmentDecorator {
  readonly #parts: {
    registry: GateRegistry;
    calendar: FreezeCalendar;
    clock: Clock;
  };

  constructor(parts: {
    registry: GateRegistry;
    calendar: FreezeCalendar;
    clock: Clock;
  }) {
    this.#parts = parts;
  }

  async decorate(
    environments: EnvironmentEntityV1alpha1[],
  ): Promise<Partial<EnvironmentSummary>[]> {
    const { registry, calendar, clock } = this.#parts;
    const now = new Date(clock.now());
    const states = await calendar.lookAtAll(environments, now);
    return environments.map((environment, index) => {
      const [longest] = states[index].holding;
      return {
        gates: namedGatesOf(environment, registry).map(({ type, title }) => ({
          type,
          title,
        })),
        ...(longest && { freeze: toFreeze(longest, now) }),
      };
    });
  }
}
