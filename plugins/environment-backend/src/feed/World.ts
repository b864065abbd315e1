import { isDeepStrictEqual } from 'node:util';
import type { EnvironmentEntityV1alpha1 } from '@towpath/plugin-environment-common';
import type { CatalogService } from '../catalog/ServiceCatalog';
import { factsKey, type ApplicationFacts } from './ApplicationFacts';
import { ApplicationMatcher, type Claim } from './ApplicationMatcher';
import { deploymentKey, type DeploymentRow } from './DeploymentRow';
import { describeDeployment } from './describeDeployment';

/** What has to be written to bring the database to the state of a {@link World}. */
export interface Changes {
  applications: ApplicationFacts[];
  goneApplications: ApplicationFacts[];
  deployments: DeploymentRow[];
  goneDeployments: DeploymentRow[];
}

/** The catalog and every application, and what follows from both. Nothing here waits. */
export class World {
  private services = new Map<string, CatalogService>();
  private matcher = new ApplicationMatcher([], []);
  private readonly applications = new Map<string, ApplicationFacts>();
  private readonly deployments = new Map<string, DeploymentRow>();
  // A service that leaves the catalog for a moment comes back as it was.
  private readonly departed = new Map<string, DeploymentRow>();
  private readonly claimsOf = new Map<string, Claim[]>();
  private readonly claimants = new Map<string, Map<string, number>>();
  private readonly dirtyApplications = new Map<string, ApplicationFacts>();
  private readonly dirtyDeployments = new Set<string>();

  /** Begins with what the database holds. */
  constructor(known: {
    applications: ApplicationFacts[];
    deployments: DeploymentRow[];
  }) {
    for (const facts of known.applications) {
      this.applications.set(factsKey(facts), facts);
    }
    for (const row of known.deployments) {
      this.deployments.set(deploymentKey(row), row);
    }
  }

  /** Matches every application anew. */
  setCatalog(
    services: CatalogService[],
    environments: EnvironmentEntityV1alpha1[],
  ): void {
    this.services = new Map(services.map(service => [service.ref, service]));
    this.matcher = new ApplicationMatcher(services, environments);
    for (const key of this.deployments.keys()) this.dirtyDeployments.add(key);
    for (const [key, facts] of this.applications) this.claim(key, facts);
  }

  /** All applications of an instance: any other that was known is gone. */
  setApplications(instance: string, found: ApplicationFacts[]): void {
    const present = new Set(found.map(factsKey));
    for (const [key, facts] of this.applications) {
      if (facts.instance === instance && !present.has(key)) this.remove(facts);
    }
    for (const facts of found) this.set(facts);
  }

  set(facts: ApplicationFacts): void {
    const key = factsKey(facts);
    if (isDeepStrictEqual(this.applications.get(key), facts)) return;
    this.applications.set(key, facts);
    this.dirtyApplications.set(key, facts);
    this.claim(key, facts);
  }

  remove(facts: ApplicationFacts): void {
    const key = factsKey(facts);
    if (!this.applications.delete(key)) return;
    this.dirtyApplications.set(key, facts);
    this.release(key);
  }

  countOf(instance: string): number {
    let count = 0;
    for (const facts of this.applications.values()) {
      if (facts.instance === instance) count += 1;
    }
    return count;
  }

  /** What changed since the last time, which is then forgotten. */
  takeChanges(now: Date): Changes {
    const changes: Changes = {
      applications: [],
      goneApplications: [],
      deployments: [],
      goneDeployments: [],
    };
    for (const [key, facts] of this.dirtyApplications) {
      if (this.applications.has(key)) changes.applications.push(facts);
      else changes.goneApplications.push(facts);
    }
    for (const key of this.dirtyDeployments) this.refresh(key, now, changes);
    this.dirtyApplications.clear();
    this.dirtyDeployments.clear();
    return changes;
  }

  private refresh(key: string, now: Date, changes: Changes): void {
    const before = this.deployments.get(key);
    const after = this.describe(key, before ?? this.departed.get(key), now);
    if (!after) {
      if (!before) return;
      changes.goneDeployments.push(before);
      this.departed.set(key, before);
      this.deployments.delete(key);
    } else if (!isDeepStrictEqual(before, after)) {
      changes.deployments.push(after);
      this.deployments.set(key, after);
    }
  }

  private describe(
    key: string,
    before: DeploymentRow | undefined,
    now: Date,
  ): DeploymentRow | undefined {
    const at = key.lastIndexOf('@');
    const service = this.services.get(key.slice(0, at));
    const applications = this.bestClaimants(key);
    if (!service || applications.length === 0) return undefined;
    const environment = key.slice(at + 1);
    return describeDeployment({
      service,
      environment,
      applications,
      before,
      now,
    });
  }

  private bestClaimants(key: string): ApplicationFacts[] {
    const claimants = [...(this.claimants.get(key) ?? [])];
    const best = Math.min(...claimants.map(([, rank]) => rank));
    return claimants.flatMap(([application, rank]) =>
      rank === best ? [this.applications.get(application)!] : [],
    );
  }

  private claim(application: string, facts: ApplicationFacts): void {
    this.release(application);
    const claims = this.matcher.match(facts);
    if (claims.length > 0) this.claimsOf.set(application, claims);
    for (const claim of claims) {
      const key = deploymentKey(claim);
      const claimants = this.claimants.get(key) ?? new Map<string, number>();
      this.claimants.set(key, claimants.set(application, claim.rank));
      this.dirtyDeployments.add(key);
    }
  }

  private release(application: string): void {
    for (const claim of this.claimsOf.get(application) ?? []) {
      const key = deploymentKey(claim);
      this.claimants.get(key)?.delete(application);
      this.dirtyDeployments.add(key);
    }
    this.claimsOf.delete(application);
  }
}
