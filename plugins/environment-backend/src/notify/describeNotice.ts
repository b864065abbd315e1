import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { approversOf } from '../model/approvals';
import {
  deliveryOf,
  isRollback,
  planOf,
  type DeliveryRun,
} from '../model/runs';
import type { PromotionTopics } from './PromotionOutbox';

const ENDS: Partial<Record<DeliveryRun['status'], string>> = {
  succeeded: 'is healthy in',
  failed: 'failed on its way to',
  rejected: 'was rejected for',
  cancelled: 'was cancelled on its way to',
  superseded: 'was superseded by a newer promotion to',
  'rolled-back': 'was rolled back by the portal itself in',
};

/** What to send, and to whom; undefined when there is nobody to tell. */
export function describeNotice(
  what: PromotionTopics['notification']['what'],
  run: DeliveryRun,
): NotificationSendOptions | undefined {
  return what === 'asked' ? describeAsking(run) : describeEnd(run);
}

function describeAsking(run: DeliveryRun): NotificationSendOptions | undefined {
  if (run.status !== 'awaiting-approval' || isRollback(run)) return undefined;
  const { service, version, from, to, gates } = planOf(run);
  const approvers = approversOf(gates);
  if (approvers.length === 0) return undefined;
  return {
    recipients: {
      type: 'entity',
      entityRef: approvers,
      excludeEntityRef: run.requestedBy,
    },
    payload: {
      title: `Approve ${service.title ?? service.name} ${version} for ${to}?`,
      description: `${whoAsks(run)} to promote it from ${from}. ${
        run.input.reason ?? ''
      }`.trim(),
      ...linkTo(run, 'asked'),
      severity: 'high',
    },
  };
}

function whoAsks({ requestedBy }: DeliveryRun): string {
  return requestedBy.startsWith('environment:')
    ? 'The portal asks by itself'
    : `${requestedBy} asks`;
}

function describeEnd(run: DeliveryRun): NotificationSendOptions | undefined {
  const end = ENDS[run.status];
  // An environment that takes versions by itself reads no notifications.
  if (!end || !run.requestedBy.startsWith('user:')) return undefined;
  const { service, version, to } = deliveryOf(run);
  return {
    recipients: { type: 'entity', entityRef: run.requestedBy },
    payload: {
      title: `${service.title ?? service.name} ${version} ${end} ${to}`,
      description: run.reason,
      ...linkTo(run, 'ended'),
      severity: run.status === 'succeeded' ? 'normal' : 'high',
    },
  };
}

function linkTo(
  run: DeliveryRun,
  what: PromotionTopics['notification']['what'],
) {
  return {
    link: `/environments/promotions/${run.id}`,
    topic: 'promotions',
    scope: `promotion:${run.id}:${what}`,
  };
}
