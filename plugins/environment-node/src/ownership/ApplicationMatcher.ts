import {
  DEFAULT_NAMESPACE,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { EnvironmentEntityV1alpha1 } from '@towpath/plugin-environment-common';
import type { SourcePlace } from '@towpath/gitops';
import { APPLICATION_NAME, APPLICATION_SELECTOR } from './annotations';
import { ownSource } from './ownSource';
import type { ClaimedApplication } from './ClaimedApplication';
import type { ClaimingService } from './ClaimingService';
import {
  BY_FOLDER,
  BY_NAME,
  settleClaims,
  type Bid,
  type Claim,
} from './claims';
import { doubtOfName, nameTheOwner } from './doubtOfName';
import { explainOtherOwner } from './explainOtherOwner';
import { explainStranger } from './explainClaims';
import { FolderOwners } from './FolderOwners';
import { isOwnSource } from './isOwnSource';
import { parseLabelSelector, type LabelSelector } from './labelSelector';
import { namedFor, placeOf, type Place } from './Place';
import {
  ENVIRONMENT_LABEL,
  NAMESPACE_LABEL,
  SERVICE_LABEL,
} from './placeLabels';

interface Selecting {
  service: ClaimingService;
  selector: LabelSelector;
}

type Asked = Pick<Bid, 'rank' | 'by' | 'proof' | 'doubt' | 'wayOut'>;

/**
 * Finds where applications belong: (0) by `spec.argocd.applications` of the environment, (1) by the labels
 * `towpath.dev/service` and `towpath.dev/environment`, (2) by `argocd/app-selector` of the component, (3) by
 * its `argocd/app-name`, (4) by the name template of the environment. The first two are the platform's
 * word; the others count where the project or the Git source of the application confirms them. A label
 * that no project confirms does not stand against those whose folder the application reads.
 */
export class ApplicationMatcher {
  readonly #places: Place[];
  readonly #byName = new Map<string, ClaimingService[]>();
  readonly #byRef = new Map<string, ClaimingService>();
  readonly #byApplication = new Map<string, ClaimingService[]>();
  // By a label that the selector asks for, so that not each is tried for each application.
  readonly #bySelectorPin = new Map<string, Selecting[]>();
  readonly #sources = new Map<string, SourcePlace | undefined>();
  readonly #folders: FolderOwners;

  constructor(
    services: ClaimingService[],
    environments: EnvironmentEntityV1alpha1[],
  ) {
    this.#places = environments.map(placeOf);
    this.#folders = new FolderOwners(services, one => this.#sourceOf(one));
    services.forEach(service => this.#add(service));
  }

  /** Where an application belongs, and who else claims it; usually one place, or none. */
  match(facts: ClaimedApplication): Claim[] {
    const places = this.#places.filter(
      ({ instance }) => !instance || instance === facts.instance,
    );
    const named = this.#byMapping(facts, places);
    const said = named.length > 0 ? named : this.#byLabels(facts, places);
    const others = [
      ...this.#bySelector(facts, places),
      ...this.#byApplicationName(facts, places),
      ...this.#byTemplate(facts, places),
    ];
    if (said.length > 0) {
      const words = others.map(({ proof, ...word }) => word);
      const readers = named.length > 0 ? [] : this.#byFolder(said, facts);
      return settleClaims([...said, ...readers, ...words], facts);
    }
    const label = facts.labels[SERVICE_LABEL];
    return label
      ? others.map(other => explainStranger(other, label, facts))
      : settleClaims(others, facts);
  }

  #add(service: ClaimingService): void {
    push(this.#byName, service.name, service);
    this.#byRef.set(service.ref, service);
    const { annotations } = service;
    const name = annotations[APPLICATION_NAME];
    if (name) push(this.#byApplication, name, service);
    const selector = parseLabelSelector(
      annotations[APPLICATION_SELECTOR] ?? '',
    );
    if (selector) {
      push(this.#bySelectorPin, selector.pin ?? '', { service, selector });
    }
  }

  #byMapping(facts: ClaimedApplication, places: Place[]): Bid[] {
    return places.flatMap(place =>
      namedFor(place, facts).flatMap(ref => {
        const service = this.#byRef.get(ref);
        const by = `the environment ${place.name}`;
        return service
          ? [
              bid(
                service,
                place,
                heldAgainstOwners(service, place, facts, { rank: 0, by }),
              ),
            ]
          : [];
      }),
    );
  }

  #byLabels(facts: ClaimedApplication, places: Place[]): Bid[] {
    const { labels } = facts;
    const name = labels[SERVICE_LABEL];
    const place = guessPlace(facts, places);
    if (!name || !place) return [];
    const namespace = labels[NAMESPACE_LABEL] ?? DEFAULT_NAMESPACE;
    const service = this.#byRef.get(
      stringifyEntityRef({ kind: 'component', namespace, name }),
    );
    if (service) {
      return [bid(service, place, this.#byLabel(service, place, facts))];
    }
    if (labels[NAMESPACE_LABEL]) return [];
    const doubt = `its label ${SERVICE_LABEL} says no namespace, so that it means one in ${DEFAULT_NAMESPACE}, where there is none of this name`;
    return (this.#byName.get(name) ?? []).map(one =>
      bid(one, place, { rank: 1, by: `the label ${SERVICE_LABEL}`, doubt }),
    );
  }

  /** Those whose folder it reads although a label says that it is another's, and no project does. */
  #byFolder(said: Bid[], facts: ClaimedApplication): Bid[] {
    const by = 'its Git source, which is the folder of its catalog-info.yaml';
    return said.flatMap(({ service, environment, proof }) => {
      const place = this.#places.find(({ name }) => name === environment)!;
      if (!proof || place.projects.has(facts.project ?? '')) return [];
      return this.#folders
        .othersThan(this.#byRef.get(service)!, facts.sources)
        .map(one => bid(one, place, { rank: BY_FOLDER, by, proof: 'source' }));
    });
  }

  #byLabel(
    service: ClaimingService,
    place: Place,
    facts: ClaimedApplication,
  ): Asked {
    const { project = '' } = facts;
    const asked = { rank: 1, by: `the label ${SERVICE_LABEL}` };
    const owners = place.projects.get(project);
    if (!owners || isOwner(service, owners)) {
      return heldAgainstOwners(service, place, facts, asked);
    }
    return { ...asked, doubt: explainOtherOwner(service, project, owners) };
  }

  #bySelector(facts: ClaimedApplication, places: Place[]): Bid[] {
    const place = guessPlace(facts, places);
    if (!place) return [];
    const by = `its annotation ${APPLICATION_SELECTOR}`;
    const pins = Object.entries(facts.labels).map(pair => pair.join('='));
    return ['', ...pins]
      .flatMap(pin => this.#bySelectorPin.get(pin) ?? [])
      .filter(({ selector }) => selector.selects(facts.labels))
      .map(({ service }) =>
        this.#saidBy(service, place, facts, { rank: 2, by }),
      );
  }

  #byApplicationName(facts: ClaimedApplication, places: Place[]): Bid[] {
    const place = guessPlace(facts, places);
    const services = this.#byApplication.get(facts.name) ?? [];
    if (!place) return [];
    const by = `its annotation ${APPLICATION_NAME}`;
    return services.map(service =>
      this.#saidBy(service, place, facts, { rank: 3, by }),
    );
  }

  // A label that names another environment speaks against the name.
  #byTemplate(facts: ClaimedApplication, places: Place[]): Bid[] {
    const { name, labels } = facts;
    const by = 'the name of the application';
    return places.flatMap(place => {
      if ((labels[ENVIRONMENT_LABEL] ?? place.name) !== place.name) return [];
      const services = this.#byName.get(place.serviceIn(name) ?? '') ?? [];
      return services.map(service =>
        this.#saidBy(service, place, facts, { rank: BY_NAME, by }),
      );
    });
  }

  /** What an entity or a name says, with what confirms it. Where there is a label, that alone does. */
  #saidBy(
    service: ClaimingService,
    place: Place,
    { project = '', sources, labels }: ClaimedApplication,
    asked: Asked,
  ): Bid {
    if (labels[SERVICE_LABEL]) return bid(service, place, asked);
    const owners = place.projects.get(project);
    if (owners) {
      return isOwner(service, owners)
        ? bid(service, place, { ...asked, proof: 'platform' })
        : bid(service, place, {
            ...asked,
            doubt: explainOtherOwner(service, project, owners),
          });
    }
    const own = this.#sourceOf(service);
    const isConfirmed = own && isOwnSource(sources, own);
    return bid(
      service,
      place,
      isConfirmed ? { ...asked, proof: 'source' } : asked,
    );
  }

  #sourceOf(service: ClaimingService): SourcePlace | undefined {
    const { ref } = service;
    if (!this.#sources.has(ref)) this.#sources.set(ref, ownSource(service));
    return this.#sources.get(ref);
  }
}

function bid(service: ClaimingService, place: Place, asked: Asked): Bid {
  return { service: service.ref, environment: place.name, ...asked };
}

/** What the platform's side says by the name of a service, unless it means another. */
function heldAgainstOwners(
  service: ClaimingService,
  place: Place,
  facts: ClaimedApplication,
  asked: Pick<Asked, 'rank' | 'by'>,
): Asked {
  const doubt = doubtOfName(service, facts, [place]);
  return doubt === undefined
    ? { ...asked, proof: 'platform' }
    : { ...asked, doubt, wayOut: nameTheOwner(service, facts, place.name) };
}

function isOwner({ owner }: ClaimingService, owners: string[]): boolean {
  return owner !== undefined && owners.includes(owner);
}

/** The environment that an application says it is of: by its label, its name, or there is only one. */
function guessPlace(
  { labels, name }: ClaimedApplication,
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
