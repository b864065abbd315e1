import {
  healthyStep,
  outlastOutages,
  syncStep,
  type DeployStepOptions,
} from '@towpath/delivery';
import { PROVISION_RUNS } from '@towpath/plugin-score-common';
import type { RunDescription } from '@towpath/runs';
import { defineRunKind, done, type Step } from '@towpath/workflow';
import {
  deliveryOf,
  type ProvisionInput,
  type ProvisionRun,
  type ProvisionState,
} from '../model/runs';
import { namedOverride } from '../model/ScoreText';
import { checkStep } from '../steps/check';
import { proveStep } from '../steps/prove';
import { provideStep } from '../steps/provide';
import { removeStep } from '../steps/remove';
import type { StepServices } from '../steps/StepServices';
import { writeStep } from '../steps/write';

type ProvisionStep = Step<ProvisionInput, ProvisionState>;

/** The work of a plan, step by step. Each finds its own earlier effect before it acts. */
export function createRunKind(services: StepServices) {
  const { repositories, instances } = services;
  const deploy = (name: string): DeployStepOptions<ProvisionRun> => ({
    name,
    instances,
    repositories,
    findApplication: async run => deliveryOf(run).application,
    effectOf: run => ({
      commit: {
        repository: deliveryOf(run).folder.repository,
        branch: deliveryOf(run).folder.branch ?? '',
        sha: run.state.written!.sha,
      },
      mark: {
        name: 'towpath.dev/provision',
        value: run.attempt > 1 ? `${run.id}/${run.attempt}` : run.id,
      },
    }),
    limits: async () => ({ compensate: false }),
  });
  return defineRunKind<ProvisionInput, ProvisionState>({
    kind: PROVISION_RUNS,
    facts: ({ input: { environment, plan, promotion } }) => ({
      environment,
      plan,
      ...(promotion && { promotion }),
    }),
    steps: [
      outlastOutages(checkStep(services)),
      unlessRemoving(outlastOutages(provideStep(services))),
      unlessPromoted(outlastOutages(writeStep(services))),
      whenWritten(
        outlastOutages(
          unlessGone(
            services,
            syncStep<ProvisionInput, ProvisionState>({
              ...deploy('sync'),
              interrupts: false,
              prunes: ({ input }) => input.removes ?? false,
            }),
          ),
        ),
      ),
      unlessRemoving(
        whenWritten(
          outlastOutages(
            healthyStep<ProvisionInput, ProvisionState>(deploy('healthy')),
          ),
        ),
      ),
      removeStep(services),
      whenRemoving(outlastOutages(proveStep(services))),
    ],
  });
}

/** What a promotion has provided goes to Git with its version. */
function unlessPromoted(step: ProvisionStep): ProvisionStep {
  return {
    ...step,
    run: async context =>
      context.input.promotion ? done({}) : step.run(context),
    settle: async context =>
      context.input.promotion ? undefined : step.settle?.(context),
  };
}

/** What is to go is neither provided nor waited for. */
function unlessRemoving(step: ProvisionStep): ProvisionStep {
  return {
    ...step,
    run: async context =>
      context.input.removes ? done({}) : step.run(context),
  };
}

function whenRemoving(step: ProvisionStep): ProvisionStep {
  return {
    ...step,
    run: async context =>
      context.input.removes ? step.run(context) : done({}),
  };
}

/** Nothing of a removed service has to be taken out of the cluster by an application that went meanwhile. */
function unlessGone(
  { instances }: StepServices,
  step: ProvisionStep,
): ProvisionStep {
  return {
    ...step,
    run: async context => {
      const { input, run, signal, log } = context;
      if (!input.removes) return step.run(context);
      const { application } = deliveryOf(run);
      const client = instances.get(application.instance);
      if (await client.find(application, { signal })) return step.run(context);
      log.info(`Application "${application.name}" is gone`);
      return done({});
    },
  };
}

/** Where Git said so already, there is nothing to wait for. */
function whenWritten(step: ProvisionStep): ProvisionStep {
  return {
    ...step,
    run: async context =>
      context.state.written ? step.run(context) : done({}),
  };
}

const PROVISION_WORDS = {
  write: 'Write the manifests',
  sync: 'Have Argo CD deploy them',
  remove: 'Take away what is used no more',
};

const REMOVAL_WORDS = {
  write: 'Take its manifests out of Git',
  sync: 'Have Argo CD take them out of the cluster',
  remove: 'Take its resources away',
};

/** What a provisioning that is a part of a promotion leaves to it. */
const WRITING = ['write', 'sync', 'healthy', 'remove'];

/** What a removal has no part in, and what only it has. */
const PROVIDING = ['provide', 'healthy'];
const PROVING = ['prove'];

function hiddenOf({ promotion, removes }: ProvisionInput): string[] {
  if (removes) return PROVIDING;
  return promotion ? [...WRITING, ...PROVING] : PROVING;
}

/** A run in words, and what its page shows of it. */
export function present({ input, state }: ProvisionRun): RunDescription {
  const { service, environment, resources, shown, plan, promotion } = input;
  return {
    title: `${input.removes ? 'Remove' : 'Provision'} ${service
      .split('/')
      .at(-1)}`,
    where: environment,
    reason: input.reason,
    hidden: hiddenOf(input),
    steps: {
      check: 'Check that it is still what was shown',
      provide: 'Provide its resources',
      ...(input.removes ? REMOVAL_WORDS : PROVISION_WORDS),
      healthy: 'Wait until it is healthy',
      prove: 'Ask what is left',
    },
    details: {
      plan,
      promotion,
      service,
      environment,
      override: namedOverride(input),
      resources,
      files: shown.files,
      verdicts: shown.verdicts,
      cost: shown.cost,
      commit: state.written,
      removed: state.removed,
      removes: input.removes,
      proof: state.proof,
    },
  };
}
