import { isError } from '@backstage/errors';
import {
  done,
  fail,
  type Step,
  type StepContext,
  type StepResult,
} from '@towpath/workflow';
import type { PromotionPlan } from '../promotions/PromotionPlan';
import type { DeliveryState, PromotionInput } from '../promotions/runs';
import { planOf } from '../promotions/runs';
import {
  AUTHOR,
  promotionKey,
  promotionMessage,
  promotionTrailers,
} from './commitMessage';
import { setParameters } from './parameters';
import type { StepServices } from './StepServices';

type Context = StepContext<PromotionInput, DeliveryState>;

/** Brings the version into Git, by a commit or a pull request, or into the application itself. */
export function writeStep(
  services: StepServices,
): Step<PromotionInput, DeliveryState> {
  return {
    name: 'write',
    async run(context) {
      const plan = planOf(context);
      const result = await write(services, context, plan);
      if (result.type === 'done') {
        await services.promotions.markWritten(context.runId, context.now());
      }
      return result;
    },
  };
}

function write(services: StepServices, context: Context, plan: PromotionPlan) {
  if (plan.target.type === 'parameter') {
    return writeParameter(services, context, plan);
  }
  return plan.delivery === 'pull-request'
    ? writePullRequest(services, context, plan, plan.target)
    : writeCommit(services, context, plan, plan.target);
}

type GitTarget = Extract<PromotionPlan['target'], { type: 'git' }>;

async function writeCommit(
  { repositories }: StepServices,
  context: Context,
  plan: PromotionPlan,
  { repository: url, branch, edits }: GitTarget,
): Promise<StepResult<DeliveryState>> {
  const repository = repositories.open({ url, branch });
  const { sha, values, created } = await repository.commit({
    key: promotionKey(context.runId),
    edits,
    message: promotionMessage(plan, context.input.reason),
    trailers: promotionTrailers(context.run),
    author: AUTHOR,
    signal: context.signal,
  });
  context.log.info(
    created
      ? `Wrote ${plan.version} in commit ${sha}`
      : `Commit ${sha} was written before`,
  );
  return done({ written: { sha, url: repository.commitUrl(sha), values } });
}

async function writePullRequest(
  { repositories }: StepServices,
  context: Context,
  plan: PromotionPlan,
  { repository: url, branch, edits }: GitTarget,
): Promise<StepResult<DeliveryState>> {
  const repository = repositories.open({ url, branch });
  const message = promotionMessage(plan, context.input.reason);
  const opened = await repository.openPullRequest({
    key: promotionKey(context.runId),
    branch: `towpath/promotion-${context.runId}`,
    edits,
    title: promotionMessage(plan),
    body: message,
    message,
    trailers: promotionTrailers(context.run),
    author: AUTHOR,
    signal: context.signal,
  });
  context.log.info(`Opened pull request #${opened.number}: ${opened.url}`);
  const { number, url: page, sha, values } = opened;
  return done({
    written: { sha, url: repository.commitUrl(sha), values },
    pullRequest: { number, url: page, state: 'open' },
  });
}

async function writeParameter(
  { instances }: StepServices,
  context: Context,
  plan: PromotionPlan,
): Promise<StepResult<DeliveryState>> {
  try {
    return await setParameters(instances, context, plan);
  } catch (error) {
    if (isError(error) && error.name === 'ConflictError') {
      return fail(error.message);
    }
    throw error;
  }
}
