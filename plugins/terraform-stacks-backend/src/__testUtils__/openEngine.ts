import type { LoggerService } from '@backstage/backend-plugin-api';
import { systemClock } from '@towpath/clock';
import { Terraform } from '@towpath/terraform';
import { WorkflowEngine } from '@towpath/workflow';
import type { Knex } from 'knex';
import { stackKind } from '../runs/stackKind';
import { Stacks } from '../stacks/Stacks';
import { StackStore } from '../stacks/StackStore';

/** Without a policy nothing is asked beside the confirmation. */
const judgeOfNothing = {
  judge: async () => ({ verdicts: [], required: [] }),
  count: async () => undefined,
};

/** A worker that is not heard of for so long is taken for dead. */
const LEASE_MS = 2_000;

/** The engine of the plugin over a database that has its tables, without the plugin around it. */
export async function openEngine(
  knex: Knex,
  stateDir: string,
  logger: LoggerService,
) {
  const awake: { engine?: WorkflowEngine } = {};
  const terraform = new Terraform({
    stateDir,
    graceMs: 20_000,
    // Modules of tests run programs, to be seen at work.
    trust: { allow: [{ module: 'archive', provisioners: true }] },
    onEnd: run =>
      void awake.engine?.wake({ runIds: [run] }).catch(() => undefined),
  });
  const store = new StackStore(knex);
  const clock = systemClock;
  const stacks = new Stacks({ terraform, store, stateDir, clock });
  const engine = await WorkflowEngine.create({
    knex,
    logger,
    kinds: [stackKind({ stacks, judge: judgeOfNothing })],
    leaseMs: LEASE_MS,
  });
  awake.engine = engine;
  return { engine, stacks };
}
