import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import type { HeldRun } from '../model/runs';
import type { Notice } from './GateOutbox';

/** A repetition of a notice with the same scope is the same one. */
const linkTo = ({ id }: HeldRun, scope: string) => ({
  link: `/runs/${id}`,
  topic: 'templates',
  scope: `template-gates:${id}:${scope}`,
});

const titleOf = ({ input }: HeldRun) => input.template.title;

const ENDS: Partial<Record<HeldRun['status'], string>> = {
  succeeded: 'has begun',
  failed: 'could not begin',
  rejected: 'was rejected',
  cancelled: 'was cancelled',
};

/**
 * What to send, and to whom; undefined when there is nobody to tell any more.
 *
 * @param occurrence the same for a retry: a second reminder has the words of the first, and is another letter
 */
export function describeNotice(
  what: Notice,
  run: HeldRun,
  occurrence: string,
): NotificationSendOptions | undefined {
  const message = describe(what, run);
  return (
    message && {
      ...message,
      payload: { ...message.payload, metadata: { occurrence } },
    }
  );
}

function describe(
  what: Notice,
  run: HeldRun,
): NotificationSendOptions | undefined {
  switch (what) {
    case 'asked':
      return ask(run, `Approve ${titleOf(run)}?`, 'asked');
    case 'reminder':
      return ask(run, `${titleOf(run)} still waits for you`, 'asked');
    case 'approved':
      return run.status === 'waiting'
        ? tellRequester(run, `Have ${titleOf(run)} go on`, 'high')
        : undefined;
    default:
      return ENDS[run.status] === undefined
        ? undefined
        : tellRequester(
            run,
            `${titleOf(run)} ${ENDS[run.status]}`,
            run.status === 'succeeded' ? 'normal' : 'high',
          );
  }
}

function ask(
  run: HeldRun,
  title: string,
  scope: string,
): NotificationSendOptions | undefined {
  if (run.status !== 'awaiting-approval') return undefined;
  const required = run.approval?.required ?? [];
  const groups = [...new Set(required.flatMap(({ by = [] }) => by))];
  const { differences = run.input.differences } = run.state;
  const why = differences.map(({ message }) => message).join(' ');
  return {
    recipients: {
      type: 'entity',
      entityRef: groups,
      excludeEntityRef: run.requestedBy,
    },
    payload: {
      title,
      description: `${run.requestedBy} asks. ${why}`,
      ...linkTo(run, scope),
      severity: 'high',
    },
  };
}

function tellRequester(
  run: HeldRun,
  title: string,
  severity: 'normal' | 'high',
): NotificationSendOptions {
  return {
    recipients: { type: 'entity', entityRef: run.requestedBy },
    payload: {
      title,
      description: run.reason,
      ...linkTo(run, 'told'),
      severity,
    },
  };
}
