import type { Deployment } from '@towpath/plugin-environment-common';
import type {
  DeploymentCell,
  DeploymentDecorator,
} from '../../deployments/decorators';
import type { Setback, SetbackStore } from './SetbackStore';

/** Tells of each deployment what is known there against the version of its source. */
export class SetbackDecorator implements DeploymentDecorator {
  readonly #store: SetbackStore;

  constructor(store: SetbackStore) {
    this.#store = store;
  }

  async decorate(cells: DeploymentCell[]): Promise<Partial<Deployment>[]> {
    const places = cells.map(({ service, deployment, source }) => ({
      service,
      environment: deployment.environment,
      version: source?.version ?? '',
    }));
    const found = await this.#store.findAll(
      places.filter(({ version }) => version),
    );
    const keyOf = (one: (typeof places)[number]) =>
      [one.service, one.environment, one.version].join(' ');
    const byPlace = new Map(found.map(one => [keyOf(one), one]));
    return places.map((place, index) => {
      const setback = byPlace.get(keyOf(place));
      const isHere = cells[index].deployment.version === place.version;
      return setback && !isHere ? { setback: toAnswer(setback) } : {};
    });
  }
}

function toAnswer(setback: Setback): Deployment['setback'] {
  const { version, what, at, by, reason, promotionId } = setback;
  return { version, what, at: at.toISOString(), by, reason, promotionId };
}
