import {
  DEFAULT_NAMESPACE,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { EnvironmentEntityV1alpha1 } from '@towpath/plugin-environment-common';
import { APPLICATION_NAME, APPLICATION_SELECTOR } from '../catalog/annotations';
import type { CatalogService } from '../catalog/ServiceCatalog';
import type { ApplicationFacts } from './ApplicationFacts';
import { parseLabelSelector, type LabelSelector } from './labelSelector';
import { placeOf, type Place } from './Place';

/** That an application belongs to a service in an environment. */
export interface Claim {
  /** Entity reference. */
  service: string;
  /** Name. */
  environment: string;
  /** How it was found. The lowest number counts: see {@link ApplicationMatcher}. */
  rank: number;
}

interface Selecting {
  service: CatalogService;
  selector: LabelSelector;
}

const SERVICE_LABEL = 'towpath.dev/service';
const ENVIRONMENT_LABEL = 'towpath.dev/environment';

/**
 * Finds where applications belong: (1) by the labels `towpath.dev/service` and
 * `towpath.dev/environment`, (2) by `argocd/app-selector` of the component, (3) by its
 * `argocd/app-name`, (4) by the name template of the environment.
 */
export class ApplicationMatcher {
  private readonly places: Place[];
  private readonly byName = new Map<string, CatalogService[]>();
  private readonly byRef = new Map<string, CatalogService>();
  private readonly byApplication = new Map<string, CatalogService[]>();
  // By a label that the selector asks for, so that not each is tried for each application.
  private readonly bySelectorPin = new Map<string, Selecting[]>();

  constructor(
    services: CatalogService[],
    environments: EnvironmentEntityV1alpha1[],
  ) {
    this.places = environments.map(placeOf);
    services.forEach(service => this.add(service));
  }

  /** Where an application belongs; usually one place, or none. */
  match(facts: ApplicationFacts): Claim[] {
    const places = this.places.filter(
      ({ instance }) => !instance || instance === facts.instance,
    );
    const claims =
      this.byLabels(facts, places) ??
      this.bySelector(facts, places) ??
      this.byApplicationName(facts, places) ??
      this.byTemplate(facts, places);
    return claims ?? [];
  }

  private add(service: CatalogService): void {
    push(this.byName, service.name, service);
    this.byRef.set(service.ref, service);
    const { annotations } = service;
    const name = annotations[APPLICATION_NAME];
    if (name) push(this.byApplication, name, service);
    const selector = parseLabelSelector(
      annotations[APPLICATION_SELECTOR] ?? '',
    );
    if (selector) {
      push(this.bySelectorPin, selector.pin ?? '', { service, selector });
    }
  }

  private byLabels({ labels }: ApplicationFacts, places: Place[]) {
    const place = places.find(({ name }) => name === labels[ENVIRONMENT_LABEL]);
    const service = this.find(labels[SERVICE_LABEL]);
    return place && service && [claim(service, place, 1)];
  }

  private bySelector(facts: ApplicationFacts, places: Place[]) {
    const place = guessPlace(facts, places);
    if (!place) return undefined;
    const pins = Object.entries(facts.labels).map(pair => pair.join('='));
    const found = ['', ...pins]
      .flatMap(pin => this.bySelectorPin.get(pin) ?? [])
      .filter(({ selector }) => selector.selects(facts.labels));
    return found.length > 0
      ? found.map(({ service }) => claim(service, place, 2))
      : undefined;
  }

  private byApplicationName(facts: ApplicationFacts, places: Place[]) {
    const place = guessPlace(facts, places);
    const services = this.byApplication.get(facts.name);
    if (!place || !services) return undefined;
    return services.map(service => claim(service, place, 3));
  }

  // Labels that name another service or environment speak against the name.
  private byTemplate({ name, labels }: ApplicationFacts, places: Place[]) {
    if (labels[SERVICE_LABEL] && !this.find(labels[SERVICE_LABEL])) {
      return undefined;
    }
    const found = places.flatMap(place => {
      if ((labels[ENVIRONMENT_LABEL] ?? place.name) !== place.name) return [];
      const service = this.find(place.serviceIn(name));
      return service ? [claim(service, place, 4)] : [];
    });
    return found.length > 0 ? found : undefined;
  }

  private find(nameOrRef: string | undefined): CatalogService | undefined {
    if (!nameOrRef) return undefined;
    const named = this.byName.get(nameOrRef);
    if (named) return named.length === 1 ? named[0] : inDefault(named);
    return this.byRef.get(nameOrRef);
  }
}

function inDefault(services: CatalogService[]): CatalogService | undefined {
  return services.find(
    ({ ref, name }) =>
      ref ===
      stringifyEntityRef({
        ...parseEntityRef(ref),
        namespace: DEFAULT_NAMESPACE,
        name,
      }),
  );
}

function claim(service: CatalogService, place: Place, rank: number): Claim {
  return { service: service.ref, environment: place.name, rank };
}

/** The environment that an application says it is of: by its label, its name, or there is only one. */
function guessPlace(
  { labels, name }: ApplicationFacts,
  places: Place[],
): Place | undefined {
  const label = labels[ENVIRONMENT_LABEL];
  if (label) return places.find(place => place.name === label);
  const byName = places.filter(place => place.serviceIn(name) !== undefined);
  if (byName.length === 1) return byName[0];
  return places.length === 1 ? places[0] : undefined;
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
