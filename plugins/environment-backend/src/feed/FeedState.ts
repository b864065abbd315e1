import { EventEmitter, once } from 'node:events';
import { isDeepStrictEqual } from 'node:util';
import { parseImage } from '@towpath/delivery';
import {
  parseTargetRef,
  stringifyTargetRef,
  type EnvironmentEntityV1alpha1,
  type Health,
  type EnvironmentTargetRef,
} from '@towpath/plugin-environment-common';
import {
  ApplicationMatcher,
  type Claim,
} from '@towpath/plugin-environment-node';
import type { CatalogService } from '../catalog/ServiceCatalog';
import { factsKey, type ApplicationFacts } from './ApplicationFacts';
import type { DeploymentRow } from './DeploymentRow';
import {
  describeAmbiguity,
  describeDeployment,
  withArrival,
} from './describeDeployment';
import { isSameImage } from './running/chooseRunning';
import {
  basisOf,
  type ImageFound,
  type ImageQuestion,
} from './running/RunningImage';
import type { WorkloadFound, WorkloadQuestion } from './running/Workload';

/** What has to be written to bring the database to the state of a {@link FeedState}. */
export interface Changes {
  applications: ApplicationFacts[];
  goneApplications: ApplicationFacts[];
  deployments: DeploymentRow[];
  goneDeployments: DeploymentRow[];
}

const NEWS = 'news';
const QUESTION = 'question';

// A service is not taken to have an unconfirmed application while somebody contests another.
const STANDINGS = ['confirmed', 'contested', 'unconfirmed'] as const;

/** What was found out, for the image and the health of the application that it is about. */
interface KnownWorkload {
  image: string;
  health: Health;
  found?: WorkloadFound;
}

/** The catalog and every application, and what follows from both. Nothing here waits. */
export class FeedState {
  #services = new Map<string, CatalogService>();
  #environments = new Map<string, EnvironmentEntityV1alpha1>();
  #matcher = new ApplicationMatcher([], []);
  readonly #applications = new Map<string, ApplicationFacts>();
  readonly #deployments = new Map<string, DeploymentRow>();
  // A service that leaves the catalog for a moment comes back as it was.
  readonly #departed = new Map<string, DeploymentRow>();
  // What ran before was read after the deployment was described.
  readonly #arrivals = new Map<string, { image: string; at: Date }>();
  readonly #images = new Map<string, { basis: string; found: ImageFound }>();
  readonly #workloads = new Map<string, KnownWorkload>();
  readonly #imageQuestions = new Map<string, ImageQuestion>();
  readonly #claimsOf = new Map<string, Claim[]>();
  readonly #claimants = new Map<string, Map<string, Claim>>();
  readonly #dirtyApplications = new Map<string, ApplicationFacts>();
  readonly #dirtyDeployments = new Set<string>();
  readonly #news = new EventEmitter();

  /** Begins with what the database holds. */
  constructor(known: {
    applications: ApplicationFacts[];
    deployments: DeploymentRow[];
  }) {
    for (const facts of known.applications) {
      this.#applications.set(factsKey(facts), facts);
    }
    for (const row of known.deployments) {
      this.#deployments.set(stringifyTargetRef(row), row);
    }
  }

  /** Matches every application anew. */
  setCatalog(
    services: CatalogService[],
    environments: EnvironmentEntityV1alpha1[],
  ): void {
    this.#services = new Map(services.map(service => [service.ref, service]));
    this.#environments = new Map(
      environments.map(one => [one.metadata.name, one]),
    );
    this.#matcher = new ApplicationMatcher(services, environments);
    for (const key of this.#deployments.keys()) this.#dirtyDeployments.add(key);
    for (const [key, facts] of this.#applications) this.#claim(key, facts);
  }

  /** All applications of an instance: any other that was known is gone. */
  setApplications(instance: string, found: ApplicationFacts[]): void {
    for (const facts of this.missing(instance, found)) this.remove(facts);
    for (const facts of found) this.set(facts);
  }

  /** Those of an instance that are known, and not among these. */
  missing(instance: string, found: ApplicationFacts[]): ApplicationFacts[] {
    const present = new Set(found.map(factsKey));
    return [...this.#applications].flatMap(([key, facts]) =>
      facts.instance === instance && !present.has(key) ? [facts] : [],
    );
  }

  set(facts: ApplicationFacts): void {
    const key = factsKey(facts);
    if (isDeepStrictEqual(this.#applications.get(key), facts)) return;
    this.#applications.set(key, facts);
    this.#dirtyApplications.set(key, facts);
    this.#claim(key, facts);
    this.#news.emit(NEWS);
  }

  remove(facts: ApplicationFacts): void {
    const key = factsKey(facts);
    if (!this.#applications.delete(key)) return;
    this.#dirtyApplications.set(key, facts);
    this.#release(key);
    this.#news.emit(NEWS);
  }

  /** An image has been where it runs for longer than was known. */
  setArrival(target: EnvironmentTargetRef, image: string, at: Date): void {
    const key = stringifyTargetRef(target);
    this.#arrivals.set(key, { image, at });
    this.#renew(key);
  }

  /** Resolves when there is a question to take; rejects with the signal. */
  async asked(signal: AbortSignal): Promise<void> {
    if (this.#imageQuestions.size > 0) return;
    await once(this.#news, QUESTION, { signal });
  }

  /** Of which deployments it is to be looked outside which image it is; each is asked once. */
  takeImageQuestions(): ImageQuestion[] {
    const questions = [...this.#imageQuestions.values()];
    this.#imageQuestions.clear();
    return questions;
  }

  /** Whether the answer would still be about how things are. */
  isAsked({ key, basis }: ImageQuestion): boolean {
    return this.#questionOf(key)?.basis === basis;
  }

  setImage({ key, basis }: ImageQuestion, found: ImageFound): void {
    this.#images.set(key, { basis, found });
    this.#renew(key);
  }

  /** Deployments whose application is not healthy as a whole. */
  unhealthy(): WorkloadQuestion[] {
    return [...this.#deployments].flatMap(([key, { image }]) => {
      const [facts, another] = image ? this.#bestApplications(key) : [];
      const isOne = image && facts && !another;
      return isOne && facts.health !== 'Healthy' ? [{ key, image, facts }] : [];
    });
  }

  setWorkload(
    { key, image, facts }: WorkloadQuestion,
    found: WorkloadFound | undefined,
  ): void {
    this.#workloads.set(key, { image, health: facts.health, found });
    this.#renew(key);
  }

  countOf(instance: string): number {
    let count = 0;
    for (const facts of this.#applications.values()) {
      if (facts.instance === instance) count += 1;
    }
    return count;
  }

  /** Resolves when there is something to take; rejects with the signal. */
  async changed(signal: AbortSignal): Promise<void> {
    const { size } = this.#dirtyApplications;
    if (size + this.#dirtyDeployments.size === 0) {
      await once(this.#news, NEWS, { signal });
    }
  }

  /** Services of which an application changed, whether or not that is seen at the deployment. */
  servicesOf(applications: ApplicationFacts[]): string[] {
    return applications.flatMap(facts =>
      (this.#claimsOf.get(factsKey(facts)) ?? []).map(({ service }) => service),
    );
  }

  /** What changed since the last time, which is then forgotten. */
  takeChanges(now: Date): Changes {
    const changes: Changes = {
      applications: [],
      goneApplications: [],
      deployments: [],
      goneDeployments: [],
    };
    for (const [key, facts] of this.#dirtyApplications) {
      if (this.#applications.has(key)) changes.applications.push(facts);
      else changes.goneApplications.push(facts);
    }
    for (const key of this.#dirtyDeployments) this.#refresh(key, now, changes);
    this.#dirtyApplications.clear();
    this.#dirtyDeployments.clear();
    return changes;
  }

  #renew(deployment: string): void {
    this.#dirtyDeployments.add(deployment);
    this.#news.emit(NEWS);
  }

  #refresh(key: string, now: Date, changes: Changes): void {
    const before = this.#deployments.get(key);
    // Health and revision would be told of another version than theirs: both come once it is known.
    if (this.#isImagePending(key) && before?.image) return;
    const after = this.#describe(key, this.#known(key), now);
    if (!after) {
      if (!before) return;
      changes.goneDeployments.push(before);
      this.#departed.set(key, before);
      this.#deployments.delete(key);
    } else if (!isDeepStrictEqual(before, after)) {
      changes.deployments.push(after);
      this.#deployments.set(key, after);
    }
  }

  #known(key: string): DeploymentRow | undefined {
    const row = this.#deployments.get(key) ?? this.#departed.get(key);
    const arrival = this.#arrivals.get(key);
    return row && arrival && isSameImage(arrival.image, row.image)
      ? withArrival(row, arrival.at)
      : row;
  }

  #describe(
    key: string,
    before: DeploymentRow | undefined,
    now: Date,
  ): DeploymentRow | undefined {
    const target = parseTargetRef(key);
    const service = this.#services.get(target.service ?? '');
    const claims = this.#bestClaims(key);
    if (!service || claims.length === 0) return undefined;
    const [[, { standing, problem }]] = claims;
    if (standing === 'contested') {
      const problems = claims.map(([, claim]) => claim.problem);
      const words = [...new Set(problems)].join('. ');
      const place = { service: service.ref, environment: target.environment };
      return { ...place, ...describeAmbiguity(words, before) };
    }
    return describeDeployment({
      service,
      environment: target.environment,
      applications: this.#bestApplications(key),
      doubt: problem,
      before,
      found: this.#images.get(key)?.found,
      workload: this.#workloads.get(key),
      now,
    });
  }

  /** What is not known yet is to be asked. */
  #isImagePending(key: string): boolean {
    const question = this.#questionOf(key);
    if (!question || this.#images.get(key)?.basis === question.basis) {
      return false;
    }
    this.#imageQuestions.set(key, question);
    this.#news.emit(QUESTION);
    return true;
  }

  #questionOf(key: string): ImageQuestion | undefined {
    const target = parseTargetRef(key);
    const service = this.#services.get(target.service ?? '');
    const environment = this.#environments.get(target.environment);
    const [facts, another] = this.#bestApplications(key);
    if (!service || !environment || !facts || another) return undefined;
    const { image } = this.#deployments.get(key) ?? {};
    const about = { service, environment, facts };
    return {
      key,
      ...about,
      basis: basisOf(about),
      ...(image && { repository: parseImage(image).repository }),
    };
  }

  /** Applications that are taken to be the service's; none while another contests them. */
  #bestApplications(key: string): ApplicationFacts[] {
    return this.#bestClaims(key).flatMap(([name, { standing }]) =>
      standing === 'contested' ? [] : [this.#applications.get(name)!],
    );
  }

  /** With the application of each: what is confirmed, or else contested; of these the lowest rank. */
  #bestClaims(key: string): [string, Claim][] {
    const all = [...(this.#claimants.get(key) ?? [])];
    const standing = STANDINGS.find(each =>
      all.some(([, claim]) => claim.standing === each),
    );
    const alike = all.filter(([, claim]) => claim.standing === standing);
    const best = Math.min(...alike.map(([, { rank }]) => rank));
    return alike.filter(([, { rank }]) => rank === best);
  }

  #claim(application: string, facts: ApplicationFacts): void {
    this.#release(application);
    const claims = this.#matcher.match(facts);
    if (claims.length > 0) this.#claimsOf.set(application, claims);
    for (const claim of claims) {
      const key = stringifyTargetRef(claim);
      const claimants = this.#claimants.get(key) ?? new Map<string, Claim>();
      this.#claimants.set(key, claimants.set(application, claim));
      this.#dirtyDeployments.add(key);
    }
  }

  #release(application: string): void {
    for (const claim of this.#claimsOf.get(application) ?? []) {
      const key = stringifyTargetRef(claim);
      this.#claimants.get(key)?.delete(application);
      this.#dirtyDeployments.add(key);
    }
    this.#claimsOf.delete(application);
  }
}
