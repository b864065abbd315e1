import { randomUUID } from 'node:crypto';
import { ConflictError } from '@backstage/errors';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type { Provision } from '@towpath/plugin-score-common';
import type { TaskLog } from '@towpath/template-kit';
import { followProvision } from './followProvision';
import type { ScoreClient } from './ScoreClient';

/** A plan as it was shown. */
export interface ShownPlan {
  id: string;
  digest: string;
}

export interface ProvisionOptions {
  ctx: Pick<ActionContext<any>, 'checkpoint' | 'signal' | 'task'>;
  client: ScoreClient;
  log: TaskLog;
  /** Of the step. */
  name: string;
  /** Where people find the portal, without a slash at the end. */
  portalUrl: string;
  reason?: string;
  /** Whether there is nothing left to do, asked when what was shown holds no more. */
  isSo(): Promise<boolean>;
}

/**
 * Does what a plan shows and follows it to its end. The run that this step has begun before is found again; one whose
 * failure a person was told of goes on where it failed, since repeating the step is how they say "try again".
 *
 * @throws ConflictError with the outcome, when it did not succeed and nobody else has done the same meanwhile
 */
export async function provisionOnce(
  { id: plan, digest }: ShownPlan,
  options: ProvisionOptions,
): Promise<Provision> {
  const { ctx, client, log, name, portalUrl, reason } = options;
  const { id } = await ctx.checkpoint({
    key: `score.run.${name}`,
    fn: async () => {
      // By it the run may provide what it has made for another team.
      const request = { plan, digest, reason, task: ctx.task.id };
      const run = await client.provision(request, name);
      return { id: run.id };
    },
  });
  log.add('info', `Provisioning ${id}: ${portalUrl}/runs/${id}`);
  const following = { client, log, signal: ctx.signal };
  const { provision, after } = await followProvision(id, following);
  let ended = provision;
  if (ended.status === 'failed' && (await wasTold(ended, options))) {
    log.add('info', 'It has failed before; going on at the step that failed');
    await client.retry(id);
    const again = await followProvision(id, { ...following, after });
    ended = again.provision;
    if (ended.status === 'failed') await wasTold(ended, options);
  }
  log.flush();
  if (ended.status === 'succeeded') return ended;
  if (ended.failedAt === 'check' && (await options.isSo())) {
    log.add('info', 'Another run has done it meanwhile: everything is so');
    log.flush();
    return ended;
  }
  throw new ConflictError(
    `The provisioning ended as ${ended.status}: ${
      ended.outcome ?? 'its log says why'
    }. ${portalUrl}/runs/${id}`,
  );
}

/** Whether an earlier try of the step was told of this failure. It is from now on. */
async function wasTold(
  { id, attempt }: Provision,
  { ctx }: ProvisionOptions,
): Promise<boolean> {
  const mine = randomUUID();
  const { first } = await ctx.checkpoint({
    key: `score.told.${id}.${attempt}`,
    fn: async () => ({ first: mine }),
  });
  return first !== mine;
}
