import { once } from 'node:events';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { systemClock } from '@towpath/clock';
import { Terraform } from '@towpath/terraform';
import { WorkflowEngine } from '@towpath/workflow';
import express from 'express';
import type { Knex } from 'knex';
import { stateProtocol } from '../routes/stateProtocol';
import { stackKind } from '../runs/stackKind';
import { FailedTries } from '../state/FailedTries';
import { openStates } from '../state/openStates';
import { RunBook } from '../state/RunBook';
import { StateAccess } from '../state/StateAccess';
import { DefinitionStore } from '../stacks/DefinitionStore';
import { Stacks } from '../stacks/Stacks';
import { StackStore } from '../stacks/StackStore';
import { seal } from './readKept';

/** Without a policy nothing is asked beside the confirmation. */
const judgeOfNothing = {
  judge: async () => ({ verdicts: [], required: [] }),
  count: async () => undefined,
};

const quietEvent = {
  success: async () => undefined,
  fail: async () => undefined,
};

/** A worker that is not heard of for so long is taken for dead. */
const LEASE_MS = 2_000;

interface EngineOptions {
  stateDir: string;
  /** On which states are asked for. */
  port: number;
  logger: LoggerService;
}

/** The engine of the plugin over a database that has its tables, without the plugin around it. */
export async function openEngine(
  knex: Knex,
  { stateDir, port, logger }: EngineOptions,
) {
  const awake: { engine?: WorkflowEngine; stacks?: Stacks } = {};
  const clock = systemClock;
  const store = new StackStore(knex);
  const runs = new RunBook(() => awake.engine);
  const states = openStates({
    ...{ knex, clock, stackStore: store },
    settings: { kept: 'database', seal },
    place: () => awake.stacks!.place,
    baseUrl: async () => `http://127.0.0.1:${port}`,
  });
  const terraform = new Terraform({
    stateDir,
    graceMs: 20_000,
    // Modules of tests run programs, to be seen at work.
    trust: { allow: [{ module: 'archive', provisioners: true }] },
    backend: key => states.backendOf(key),
    onEnd: run =>
      void awake.engine?.wake({ runIds: [run] }).catch(() => undefined),
  });
  const stacks = new Stacks({
    ...{ terraform, store, stateDir, clock },
    states: states.store,
  });
  awake.stacks = stacks;
  const { lost, earlier } = states;
  const engine = await WorkflowEngine.create({
    knex,
    logger,
    kinds: [
      stackKind({
        ...{ stacks, lost, earlier, judge: judgeOfNothing },
        ...{ definitions: new DefinitionStore(knex), digestKeys: [] },
      }),
    ],
    leaseMs: LEASE_MS,
  });
  awake.engine = engine;
  return { engine, stacks, states, runs };
}

/** Answers for states on the port of {@link openEngine}. */
export async function serveStates(
  { states, runs }: Awaited<ReturnType<typeof openEngine>>,
  port: number,
): Promise<void> {
  const { store, locks, credentials, protocol } = states;
  const app = express();
  app.use(
    stateProtocol({
      states: protocol,
      access: new StateAccess({
        ...{ states: store, locks, credentials, runs },
        actors: { findPerson: async () => undefined },
        ownerOf: async () => undefined,
        clock: systemClock,
      }),
      failed: new FailedTries(systemClock),
      auditor: { createEvent: async () => quietEvent },
      limit: '64mb',
    }),
  );
  await once(app.listen(port, '127.0.0.1'), 'listening');
}
