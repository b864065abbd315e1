import type { LoggerService } from '@backstage/backend-plugin-api';
import type { EnvironmentSummary } from '@towpath/plugin-environment-common';
import type { ServicePlaces } from '../places/ServicePlaces';

/** Of an environment: who begins to provide what a changed Score file asks for. */
const PROVISIONING_ANNOTATION = 'towpath.dev/provisioning';

const BY_ITSELF = 'automatic';
const KNOWN = [BY_ITSELF, 'manual', undefined];

/** The environments that provide by themselves what a push changes. */
export class ProvidingEnvironments {
  readonly #places: ServicePlaces;
  readonly #logger: LoggerService;

  constructor(parts: { places: ServicePlaces; logger: LoggerService }) {
    this.#places = parts.places;
    this.#logger = parts.logger;
  }

  /** All there are, in promotion order. */
  all(): Promise<EnvironmentSummary[]> {
    return this.#places.environments();
  }

  /** In promotion order. */
  async list(): Promise<EnvironmentSummary[]> {
    const found: EnvironmentSummary[] = [];
    for (const environment of await this.#places.environments()) {
      if (await this.#isAutomatic(environment)) found.push(environment);
    }
    return found;
  }

  /** Those a plan is shown for before a merge: the ones that provide by themselves, else the first. */
  async toShow(): Promise<EnvironmentSummary[]> {
    const automatic = await this.list();
    if (automatic.length > 0) return automatic;
    return (await this.#places.environments()).slice(0, 1);
  }

  async #isAutomatic(environment: EnvironmentSummary): Promise<boolean> {
    const annotations = await this.#places.annotationsOf(environment);
    const said = annotations[PROVISIONING_ANNOTATION];
    if (!KNOWN.includes(said)) {
      this.#logger.warn(
        `${PROVISIONING_ANNOTATION} of ${environment.ref} is "${said}", so nothing is provided there by itself: write ${BY_ITSELF} or manual`,
      );
    }
    return said === BY_ITSELF;
  }
}
