import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { audited } from '@towpath/backend-kit';
import {
  firstOf,
  getPromotionSource,
  whyNotPromote,
  type EnvironmentEntityV1alpha1,
} from '@towpath/plugin-environment-common';
import { bindKey, type WorkflowEngine } from '@towpath/workflow';
import type { ServiceCatalog } from '../catalog/ServiceCatalog';
import type { AutomaticVersions } from '../database/AutomaticVersions';
import type { Candidate } from '../database/findCandidates';
import { findUnderWay } from '../database/findUnderWay';
import type { HoldStore } from '../gates/holds/HoldStore';
import { factsOf } from '../model/factsOf';
import type { Planner } from '../planning/Planner';
import type { PromotionStarter } from './PromotionStarter';

interface Options {
  catalog: ServiceCatalog;
  holds: HoldStore;
  versions: AutomaticVersions;
  engine: WorkflowEngine;
  planner: Planner;
  starter: PromotionStarter;
  auditor: AuditorService;
  logger: LoggerService;
}

/**
 * Brings new versions into environments that take them by themselves, once every gate is open. A
 * gate that asks is asked once for a version. No version comes twice, and none while a hold is on.
 */
export class AutomaticPromoter {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Looks at these services, or at all. */
  async look(services?: string[], signal?: AbortSignal): Promise<void> {
    const environments = await this.#options.catalog.listEnvironments();
    for (const environment of environments) {
      const from = getPromotionSource(environment)?.name;
      if (environment.spec.promotion?.auto && from) {
        await this.#lookAt(environment, from, services, signal);
      }
    }
  }

  async #lookAt(
    environment: EnvironmentEntityV1alpha1,
    from: string,
    services?: string[],
    signal?: AbortSignal,
  ) {
    const to = environment.metadata.name;
    const { versions } = this.#options;
    const candidates = await versions.findCandidates({ from, to, services });
    for (const candidate of candidates) {
      signal?.throwIfAborted();
      try {
        await this.#promote(environment, from, candidate, signal);
      } catch (error) {
        this.#options.logger.warn(
          `${candidate.service} ${candidate.version} did not come to ${to} by itself: ${error}`,
        );
      }
    }
  }

  async #promote(
    environment: EnvironmentEntityV1alpha1,
    from: string,
    { service, version }: Candidate,
    signal?: AbortSignal,
  ) {
    const { holds, planner, starter, auditor } = this.#options;
    const to = environment.metadata.name;
    const hold = await holds.find({ service, environment: to });
    if (whyNotPromote({ hold }).length > 0) return;
    const requestedBy = stringifyEntityRef(environment);
    // Before the look and after it: what ends in between is in neither the plan nor what is under way then.
    const before = await this.#findUnderWay(service, to);
    const plan = await planner.plan(
      await planner.look(service),
      { from, to, version },
      { requestedBy, automatic: true },
      signal,
    );
    const after = await this.#findUnderWay(service, to);
    const underWay = [...before, ...after];
    const reasons = whyNotPromote({ ...factsOf(plan), underWay });
    // A person may bring it already: a second promotion would take the place of theirs, or fail after it.
    if (firstOf(reasons, 'old', 'closed', 'shut', 'asked', 'under-way')) return;
    await audited(
      auditor,
      { by: requestedBy },
      {
        eventId: 'promotion-create',
        severityLevel: 'low',
        meta: { service, from, to, version },
      },
      () =>
        starter.promote(plan, {
          requestedBy,
          automatic: true,
          idempotencyKey: bindKey(`${service}@${to}:${version}`, {
            service,
            to,
            version,
          }),
          reason: `${to} takes versions from ${from} by itself`,
        }),
    );
  }

  async #findUnderWay(service: string, to: string) {
    const underWay = await findUnderWay(this.#options.engine, [service]);
    return underWay.filter(({ environment }) => environment === to);
  }
}
