import type { HeldRun } from '../model/runs';

/** The first of its events; those of the scaffolder have higher numbers. */
const HELD_EVENT = 0;

const STATUSES: Partial<Record<HeldRun['status'], string>> = {
  cancelled: 'cancelled',
  rejected: 'failed',
  failed: 'failed',
};

/** What is held, as a task of the scaffolder that has not begun. Secrets are not in it. */
export function presentHeld(run: HeldRun) {
  const { id, input, state, requestedBy, createdAt, status } = run;
  const { template, values } = input;
  return {
    id,
    spec: {
      apiVersion: 'scaffolder.backstage.io/v1beta3',
      steps: state.steps ?? input.steps,
      output: {},
      parameters: values,
      user: { ref: requestedBy },
      templateInfo: {
        entityRef: template.ref,
        entity: {
          metadata: {
            name: template.ref.split('/')[1],
            namespace: template.ref.split(':')[1].split('/')[0],
            title: template.title,
          },
        },
      },
    },
    status: STATUSES[status] ?? 'open',
    createdAt: createdAt.toISOString(),
    createdBy: requestedBy,
    held: {
      run: id,
      status,
      waitsFor: waitsFor(run),
      needsRequester: state.needsRequester ?? false,
      differences: state.differences ?? input.differences,
    },
  };
}

/** In words, why it does not begin. */
function waitsFor({ status, approval, state, reason }: HeldRun) {
  if (status === 'awaiting-approval') {
    const groups = (approval?.required ?? []).flatMap(({ by = [] }) => by);
    return `an approval by ${[...new Set(groups)].join(' and ')}`;
  }
  if (state.needsRequester) return 'who asked for it, to have it go on';
  return reason ?? 'its beginning, which is a moment away';
}

/** Its log so far, and its ending when it will never begin. */
export function toEvents(run: HeldRun, after = -1) {
  const { id, state, input, status, createdAt, endedAt, reason } = run;
  const differences = state.differences ?? input.differences;
  const why = differences.map(({ message }) => message).join(' ');
  const events = [
    {
      id: HELD_EVENT,
      taskId: id,
      type: 'log',
      createdAt: createdAt.toISOString(),
      body: {
        message: `Held before its first step${
          STATUSES[status] ? '' : `: it waits for ${waitsFor(run)}`
        }. ${why} See /runs/${id}`,
      },
    },
  ];
  const ending = STATUSES[status] && {
    id: HELD_EVENT + 1,
    taskId: id,
    type: 'completion',
    createdAt: (endedAt ?? createdAt).toISOString(),
    body: {
      message: `It never began. ${reason ?? ''}`.trim(),
      error: { name: 'NotAllowedError', message: reason ?? status },
    },
  };
  return [...events, ...(ending ? [ending] : [])].filter(
    event => event.id > after || event.type === 'completion',
  );
}
