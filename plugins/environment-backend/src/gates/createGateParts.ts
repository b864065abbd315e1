import type {
  AuditorService,
  AuthService,
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  openPolicies,
  protect,
  type Authorizer,
  type PolicyHits,
  type PolicySubjectsService,
} from '@towpath/backend-kit';
import type { Clock } from '@towpath/clock';
import type { Gate } from '@towpath/plugin-environment-node';
import type { Knex } from 'knex';
import type { ServiceCatalog } from '../catalog/ServiceCatalog';
import type { GateEvaluator } from '../planning/Planner';
import { checkProtection } from './checks/checkProtection';
import { type CheckService, DefaultCheckService } from './checks/CheckService';
import { CheckStore } from './checks/CheckStore';
import { createGateRegistry } from './createGateRegistry';
import { CatalogDirectory } from '@towpath/roles';
import { DefaultFreezeService } from './freezes/DefaultFreezeService';
import {
  findActiveFreeze,
  type FreezeFinder,
} from './freezes/findActiveFreeze';
import { FreezeCalendar } from './freezes/FreezeCalendar';
import { freezeProtection } from './freezes/freezeProtection';
import type { FreezeService } from './freezes/FreezeService';
import { FreezeStore } from './freezes/FreezeStore';
import { evaluateGates } from './evaluateGates';
import { GateChanges } from './GateChange';
import { GateDecorator } from './GateDecorator';
import { HoldDecorator } from './holds/HoldDecorator';
import { holdProtection } from './holds/holdProtection';
import { DefaultHoldService, type HoldService } from './holds/HoldService';
import { HoldStore } from './holds/HoldStore';
import { POLICY_VARIABLES } from './policies/policyDocument';
import { SetbackDecorator } from './setbacks/SetbackDecorator';
import { SetbackStore } from './setbacks/SetbackStore';
import { DatabaseVersionHistory } from './VersionHistory';

/** What gates are made of. */
export interface GateDependencies {
  knex: Knex;
  /** The plugin's own view of services and environments. */
  services: ServiceCatalog;
  /** The catalog itself, for groups. */
  catalog: CatalogService;
  auth: AuthService;
  auditor: AuditorService;
  authorizer: Authorizer;
  config: RootConfigService;
  clock: Clock;
  logger: LoggerService;
  policySubjects: PolicySubjectsService;
  /** Gates of modules, beside Towpath's own. */
  added?: Gate[];
}

/** Gates, and what routes, boards and promotions need of them. */
export interface GateParts {
  /** Hears of all that may open or close a gate. */
  changes: GateChanges;
  evaluator: GateEvaluator;
  /** How often rules spoke about promotions. */
  policyHits: PolicyHits;
  freezeFinder: FreezeFinder;
  holdStore: HoldStore;
  setbackStore: SetbackStore;
  freezes: FreezeService;
  checks: CheckService;
  holds: HoldService;
  gateDecorator: GateDecorator;
  holdDecorator: HoldDecorator;
  setbackDecorator: SetbackDecorator;
}

/** Where a portal keeps its policies unless `environment.policies` says otherwise; from packages/backend. */
const POLICIES = ['../../platform/policies'];

/** Puts the gates together. The services check who may; stores do not. */
export function createGateParts(dependencies: GateDependencies): GateParts {
  const { knex, services, catalog, clock, logger } = dependencies;
  const { auth, auditor, authorizer, config, added = [] } = dependencies;
  const calendar = new FreezeCalendar(new FreezeStore(knex));
  const checkStore = new CheckStore(knex);
  const holdStore = new HoldStore(knex, clock);
  const setbackStore = new SetbackStore(knex);
  const { policies, hits } = openPolicies({
    ...{ subject: 'promotion', variables: POLICY_VARIABLES },
    ...{ subjects: dependencies.policySubjects, config },
    ...{ knex, clock, logger },
    folders: config.getOptionalStringArray('environment.policies') ?? POLICIES,
  });
  const registry = createGateRegistry({
    history: new DatabaseVersionHistory(knex),
    setbacks: setbackStore,
    calendar,
    checks: checkStore,
    policies,
    directory: new CatalogDirectory({ catalog, auth, clock }),
  });
  added.forEach(gate => registry.add(gate));
  const changes = new GateChanges();
  const onChange = changes.tell;
  const freezes = new DefaultFreezeService({
    store: new FreezeStore(knex),
    catalog: services,
    clock,
    onChange,
  });
  const checks = new DefaultCheckService({
    store: checkStore,
    catalog: services,
    clock,
    onChange,
  });
  const holds = new DefaultHoldService({
    store: holdStore,
    catalog: services,
    onChange,
  });
  return {
    changes,
    policyHits: hits,
    evaluator: {
      evaluate: (subject, signal) =>
        evaluateGates(subject, {
          registry,
          now: new Date(clock.now()),
          logger,
          signal,
        }),
    },
    freezeFinder: {
      findActive: (service, environment) =>
        findActiveFreeze(
          { calendar, catalog: services, clock },
          { service, environment },
        ),
    },
    holdStore,
    setbackStore,
    freezes: protect<FreezeService>(freezes, {
      auditor,
      authorizer,
      table: freezeProtection(freezes),
    }),
    checks: protect<CheckService>(checks, {
      auditor,
      authorizer,
      table: checkProtection,
    }),
    holds: protect<HoldService>(holds, {
      auditor,
      authorizer,
      table: holdProtection,
    }),
    gateDecorator: new GateDecorator({ registry, calendar, clock }),
    holdDecorator: new HoldDecorator(holdStore),
    setbackDecorator: new SetbackDecorator(setbackStore),
  };
}
