import { isError } from '@backstage/errors';
import type { FileEdit, WrittenValue } from '@towpath/gitops';
import type { WrittenFile } from '@towpath/plugin-environment-common';
import { isOutage } from '@towpath/argocd';
import {
  done,
  fail,
  type Step,
  type StepContext,
  type StepResult,
} from '@towpath/workflow';
import { findApplication } from '../deployments/findApplication';
import type { PromotionPlan } from '../model/PromotionPlan';
import type { DeliveryState, PromotionInput } from '../model/runs';
import { planOf } from '../model/runs';
import {
  promotionKey,
  promotionMessage,
  promotionTrailers,
} from './commitMessage';
import { deliver, findDelivered, type Delivered } from './GitDelivery';
import { setParameters } from './parameters';
import type { StepServices } from './StepServices';
import { writeOf } from './writeOf';

type Context = StepContext<PromotionInput, DeliveryState>;

/** Brings the version into Git, by a commit or a pull request, or into the application itself. */
export function writeStep(
  services: StepServices,
): Step<PromotionInput, DeliveryState> {
  return {
    name: 'write',
    retryFrom: 'gates',
    async run(context) {
      const plan = planOf(context);
      const result = await write(services, context, plan);
      // A pull request changes what is delivered when it is merged.
      if (result.type === 'done' && plan.delivery !== 'pull-request') {
        await services.writes.add(writeOf(context.run, context.now()));
      }
      return result;
    },
    async settle(context) {
      const plan = planOf(context);
      const { target, delivery } = plan;
      // What a parameter was is in the state before it is changed.
      if (target.type === 'parameter') return undefined;
      const { repository, request } = prepare(services, context, plan, target);
      const found = await findDelivered(repository, delivery, request);
      if (!found) return undefined;
      context.log.info(`Before the cancel: ${found.did}`);
      if (delivery !== 'pull-request') {
        await services.writes.add(writeOf(context.run, context.now()));
      }
      return toState(found);
    },
  };
}

async function write(
  services: StepServices,
  context: Context,
  plan: PromotionPlan,
): Promise<StepResult<DeliveryState>> {
  const { target, delivery } = plan;
  if (target.type === 'parameter') {
    return writeParameter(services, context, plan);
  }
  await requireWelcome(services, context, plan);
  const { repository, request } = prepare(services, context, plan, target);
  try {
    const delivered = await deliver(repository, delivery, request);
    context.log.info(delivered.did);
    return done(toState(delivered));
  } catch (error) {
    context.signal.throwIfAborted();
    const isChanged = isError(error) && error.name === 'ConflictError';
    // What was rendered is for files as they were. Tried again, it is compared anew from the beginning.
    if (isChanged && request.expect.length > 0) return fail(error.message);
    throw error;
  }
}

/**
 * Finds out before the commit what would keep it from being deployed: a token that was revoked, an
 * application that is gone. Where Argo CD goes away after the gates, Git is written nevertheless.
 */
async function requireWelcome(
  services: StepServices,
  { signal }: Context,
  plan: PromotionPlan,
): Promise<void> {
  const application = await findApplication(services, plan);
  const client = services.instances.get(application.instance);
  try {
    await client.get(application, { signal });
  } catch (error) {
    signal.throwIfAborted();
    if (!isOutage(error)) throw error;
  }
}

function toState({ commit, pullRequest }: Delivered): Partial<DeliveryState> {
  return { written: commit, pullRequest };
}

type GitTarget = Extract<PromotionPlan['target'], { type: 'git' }>;

function prepare(
  { repositories, author }: StepServices,
  context: Context,
  plan: PromotionPlan,
  { repository: url, branch, edits }: GitTarget,
) {
  const { files = [] } = context.state;
  const message = promotionMessage(plan, context.input.reason);
  return {
    repository: repositories.open({ url, branch }),
    request: {
      key: promotionKey(context.runId),
      branch: `towpath/promotion-${context.runId}`,
      edits: [...edits, ...files.map(({ file, after }) => toEdit(file, after))],
      expect: files.map(asItWas),
      title: promotionMessage(plan),
      body: message,
      message,
      trailers: promotionTrailers(context.run),
      author,
      signal: context.signal,
    },
  };
}

function toEdit(file: string, content: string | undefined): FileEdit {
  return { type: 'file', file, content: content ?? null };
}

function asItWas({ file, before, after }: WrittenFile): WrittenValue {
  return {
    file,
    path: 'What is rendered',
    after: before,
    edit: toEdit(file, before),
    undo: toEdit(file, after),
  };
}

async function writeParameter(
  services: StepServices,
  context: Context,
  plan: PromotionPlan,
): Promise<StepResult<DeliveryState>> {
  const application = await findApplication(services, plan);
  try {
    return await setParameters(services.instances, context, {
      ...plan,
      application,
    });
  } catch (error) {
    if (isError(error) && error.name === 'ConflictError') {
      return fail(error.message);
    }
    throw error;
  }
}
