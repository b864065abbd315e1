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
  placeOf,
  type ProvisionInput,
  type ProvisionRun,
  type ProvisionState,
} from '../model/runs';
import { namedOverride } from '../model/ScoreText';
import { checkStep } from '../steps/check';
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
    findApplication: async run => placeOf(run).application,
    effectOf: run => ({
      commit: {
        repository: placeOf(run).folder.repository,
        branch: placeOf(run).folder.branch ?? '',
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
      outlastOutages(provideStep(services)),
      unlessPromoted(outlastOutages(writeStep(services))),
      whenWritten(
        outlastOutages(
          syncStep<ProvisionInput, ProvisionState>({
            ...deploy('sync'),
            interrupts: false,
          }),
        ),
      ),
      whenWritten(
        outlastOutages(
          healthyStep<ProvisionInput, ProvisionState>(deploy('healthy')),
        ),
      ),
      removeStep(services),
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

/** Where Git said so already, there is nothing to wait for. */
function whenWritten(step: ProvisionStep): ProvisionStep {
  return {
    ...step,
    run: async context =>
      context.state.written ? step.run(context) : done({}),
  };
}

/** What a provisioning that is a part of a promotion leaves to it. */
const WRITING = ['write', 'sync', 'healthy', 'remove'];

/** A run in words, and what its page shows of it. */
export function present({ input, state }: ProvisionRun): RunDescription {
  const { service, environment, resources, shown, plan, promotion } = input;
  return {
    title: `Provision ${service.split('/').at(-1)}`,
    where: environment,
    reason: input.reason,
    hidden: promotion ? WRITING : undefined,
    steps: {
      check: 'Check that it is still what was shown',
      provide: 'Provide its resources',
      write: 'Write the manifests',
      sync: 'Have Argo CD deploy them',
      healthy: 'Wait until it is healthy',
      remove: 'Take away what is used no more',
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
    },
  };
}
