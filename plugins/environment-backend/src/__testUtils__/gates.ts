import { mockServices } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import { StillClock } from '@towpath/clock/testing';
import type {
  DeploymentState,
  EnvironmentEntityV1alpha1,
} from '@towpath/plugin-environment-common';
import type { GateSubject } from '@towpath/plugin-environment-node';
import type { Knex } from 'knex';
import type { ServiceCatalog } from '../catalog/ServiceCatalog';
import { CheckStore } from '../gates/checks/CheckStore';
import { createGateRegistry } from '../gates/createGateRegistry';
import type { Directory } from '@towpath/roles';
import { evaluateGates, verdictOf } from '../gates/evaluateGates';
import { FreezeCalendar } from '../gates/freezes/FreezeCalendar';
import { FreezeStore } from '../gates/freezes/FreezeStore';
import { POLICY_VARIABLES } from '../gates/policies/policyDocument';
import { PolicyFolder } from '@towpath/backend-kit';
import { SetbackStore } from '../gates/setbacks/SetbackStore';
import { DatabaseVersionHistory } from '../gates/VersionHistory';

export function environmentEntity(
  name: string,
  spec: Partial<EnvironmentEntityV1alpha1['spec']> = {},
): EnvironmentEntityV1alpha1 {
  return {
    apiVersion: 'towpath.dev/v1alpha1',
    kind: 'Environment',
    metadata: {
      name,
      annotations: {
        'backstage.io/managed-by-location': `file:/platform/${name}.yaml`,
      },
    },
    spec: {
      type: 'kubernetes',
      owner: 'platform-team',
      tier: 'production',
      ...spec,
    },
  };
}

export function deploymentState(
  environment: string,
  change: Partial<DeploymentState> = {},
): DeploymentState {
  return {
    service: 'component:default/shop',
    environment,
    instance: 'main',
    application: { name: `shop-${environment}` },
    version: '1.4.2',
    health: 'Healthy',
    sync: 'Synced',
    autoSync: true,
    sources: [],
    ...change,
  };
}

/** Groups with leads and without, as the sample organisation has them. */
const directory: Directory = {
  async findGroup(ref) {
    const name = ref.replace('group:default/', '');
    return ['team-a', 'platform-team', 'a-leads'].includes(name)
      ? { ref, name }
      : undefined;
  },
  async findLeads(ref) {
    return ref === 'group:default/team-a'
      ? [{ ref: 'group:default/a-leads', name: 'a-leads', title: 'A Leads' }]
      : [];
  },
};

/** The services and environments of the tests of freezes, checks and holds. */
export function serviceCatalog(
  environments: EnvironmentEntityV1alpha1[],
): ServiceCatalog {
  return {
    listEnvironments: async () => environments,
    async getEnvironment(name) {
      const found = environments.find(env => env.metadata.name === name);
      if (!found) throw new NotFoundError(`There is no environment "${name}"`);
      return found;
    },
    async getService(refOrName) {
      const name = refOrName.replace('component:default/', '');
      if (name !== 'shop') {
        throw new NotFoundError(`There is no service "${refOrName}"`);
      }
      return {
        ref: 'component:default/shop',
        name,
        annotations: {},
        listed: true,
      };
    },
  };
}

/** Every gate of Towpath over a database, at a time that the test sets. */
export class GateBench {
  readonly clock = new StillClock(new Date('2026-11-25T14:02:00Z'));
  readonly checks: CheckStore;
  readonly freezes: FreezeStore;
  readonly registry;

  constructor(knex: Knex, policies: string) {
    this.checks = new CheckStore(knex);
    this.freezes = new FreezeStore(knex);
    this.registry = createGateRegistry({
      history: new DatabaseVersionHistory(knex),
      setbacks: new SetbackStore(knex),
      calendar: new FreezeCalendar(this.freezes),
      checks: this.checks,
      policies: new PolicyFolder({
        reader: { subject: 'promotion', variables: POLICY_VARIABLES },
        folders: [policies],
        clock: this.clock,
        logger: mockServices.logger.mock(),
      }),
      directory,
    });
  }

  /** What the gates say of shop 1.4.2 from staging to prod, where 1.4.0 runs, in short. */
  async ask(
    spec: Partial<EnvironmentEntityV1alpha1['spec']> = {},
    change: Partial<GateSubject> = {},
  ) {
    const reports = await evaluateGates(
      {
        service: {
          ref: 'component:default/shop',
          name: 'shop',
          owner: 'group:default/team-a',
        },
        environment: environmentEntity('prod', spec),
        source: environmentEntity('staging'),
        version: '1.4.2',
        image: 'registry.example/shop:1.4.2',
        from: deploymentState('staging'),
        to: deploymentState('prod', { version: '1.4.0' }),
        automatic: false,
        rollback: false,
        ...change,
      },
      {
        registry: this.registry,
        now: new Date(this.clock.now()),
        logger: mockServices.logger.mock(),
      },
    );
    return {
      reports,
      verdict: verdictOf(reports),
      find: (id: string) => reports.find(report => report.id === id),
    };
  }
}
