import type { EnvironmentEntityV1alpha1 } from '@towpath/plugin-environment-common';
import { type FreezeSpan, holdsAt } from './FreezeSpan';
import type { FreezeStore } from './FreezeStore';
import { recurringSpans } from './recurringSpans';

/** Freezes that follow each other without a gap, further than which nobody looks. */
const MOST_IN_A_ROW = 100;

/** Which freezes stop a service now. */
export interface FreezeState {
  /** Those that hold, the one that holds longest first. */
  holding: FreezeSpan[];
  /** When none will hold any more; absent when none holds, or that is too far away to say. */
  opensAt?: Date;
  /** What is wrong with the freezes that the environment defines: they may hold, nobody knows. */
  problems: string[];
}

/** Knows freezes by people and by definition. */
export class FreezeCalendar {
  readonly #store: FreezeStore;

  constructor(store: FreezeStore) {
    this.#store = store;
  }

  /**
   * What stops a service from coming into an environment.
   *
   * @param service - entity reference; when left out, only freezes for every service count.
   */
  async look(
    environment: EnvironmentEntityV1alpha1,
    now: Date,
    service?: string,
  ): Promise<FreezeState> {
    const states = await this.lookAtAll([environment], now, service);
    return states[0];
  }

  /** The same for several environments, in their order, with one query. */
  async lookAtAll(
    environments: EnvironmentEntityV1alpha1[],
    now: Date,
    service?: string,
  ): Promise<FreezeState[]> {
    const names = environments.map(({ metadata }) => metadata.name);
    const coming = await this.#store.listComing(names, now);
    return environments.map(environment => {
      const fixed = coming.filter(
        span =>
          span.environment === environment.metadata.name &&
          concerns(span, service),
      );
      return stateOf(environment, fixed, now);
    });
  }
}

function concerns({ services }: FreezeSpan, service?: string): boolean {
  return !services || (service !== undefined && services.includes(service));
}

function stateOf(
  environment: EnvironmentEntityV1alpha1,
  fixed: FreezeSpan[],
  now: Date,
): FreezeState {
  const holding = holdingAt(environment, fixed, now);
  return {
    holding,
    opensAt: holding.length > 0 ? opening(environment, fixed, now) : undefined,
    problems: recurringSpans(environment, now).problems,
  };
}

function holdingAt(
  environment: EnvironmentEntityV1alpha1,
  fixed: FreezeSpan[],
  time: Date,
): FreezeSpan[] {
  return [...fixed, ...recurringSpans(environment, time).spans]
    .filter(span => holdsAt(span, time))
    .sort((a, b) => b.endsAt.getTime() - a.endsAt.getTime());
}

/** Goes from end to end until no freeze holds: one may begin before another is over. */
function opening(
  environment: EnvironmentEntityV1alpha1,
  fixed: FreezeSpan[],
  now: Date,
): Date | undefined {
  let time = now;
  for (let turn = 0; turn < MOST_IN_A_ROW; turn++) {
    const [longest] = holdingAt(environment, fixed, time);
    if (!longest) return time;
    time = longest.endsAt;
  }
  return undefined;
}
