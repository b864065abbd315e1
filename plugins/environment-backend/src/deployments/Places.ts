import type {
  DeploymentState,
  EnvironmentEntityV1alpha1,
} from '@towpath/plugin-environment-common';
import type { CatalogService } from '../catalog/ServiceCatalog';
import { unknownEnvironment } from '../catalog/unknownEnvironment';
import type { DeploymentRow } from '../feed/DeploymentRow';
import { toState } from './toState';

/** An environment, and what runs there of one service. */
export interface Place {
  entity: EnvironmentEntityV1alpha1;
  deployment?: DeploymentRow;
}

/** All environments with what runs there of one service, read once for a request and passed on. */
export class Places {
  readonly #byName: Map<string, Place>;

  constructor(places: Place[]) {
    this.#byName = new Map(
      places.map(place => [place.entity.metadata.name, place]),
    );
  }

  get environments(): EnvironmentEntityV1alpha1[] {
    return [...this.#byName.values()].map(({ entity }) => entity);
  }

  /** @throws NotFoundError that names those there are. */
  environment(name: string): EnvironmentEntityV1alpha1 {
    const place = this.#byName.get(name);
    if (place) return place.entity;
    throw unknownEnvironment(name, [...this.#byName.keys()]);
  }

  /**
   * What runs in an environment; undefined where nothing of the service does.
   *
   * @throws ConflictError when it is not clear what does
   */
  stateIn(environment: string): DeploymentState | undefined {
    const row = this.#byName.get(environment)?.deployment;
    return row && toState(row);
  }
}

/** A service, and where it runs. */
export interface PlacedService {
  service: CatalogService;
  places: Places;
}
