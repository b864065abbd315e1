import { NotFoundError } from '@backstage/errors';
import type { Run } from '@towpath/plugin-runs-common';
import type { RunListQuery, RunOperations, RunType } from '@towpath/runs';

const no = { allowed: false, why: 'not now' };

/** A run that ended long ago. */
export function runOf(kind: string, id: string): Run {
  return {
    id,
    kind,
    title: `${kind} ${id}`,
    subject: 'component:default/shop',
    link: `/runs/${id}`,
    status: 'succeeded',
    requestedBy: 'user:default/ada',
    createdAt: '2026-11-28T12:00:00.000Z',
    steps: [],
    approval: { digest: '', required: [], decisions: [] },
    can: { approve: no, reject: no, cancel: no, retry: no, rollback: no },
    details: {},
  };
}

/** A kind that lists these runs, in pages of its own making, and does what else it is given. */
export function stubType(
  kind: string,
  runs: Run[] = [],
  given: Partial<RunOperations> & { has?: RunType['has'] } = {},
): RunType {
  const find = async (id: string) => {
    const run = runs.find(one => one.id === id);
    if (!run) throw new NotFoundError(`There is no ${kind} "${id}"`);
    return run;
  };
  const { has = async id => runs.some(one => one.id === id), ...operations } =
    given;
  return {
    kind,
    title: `${kind}s`,
    has,
    operations: {
      list: async ({ limit, cursor = '0' }: RunListQuery) => {
        const start = Number(cursor);
        const end = start + limit;
        return {
          items: runs.slice(start, end),
          ...(end < runs.length && { nextCursor: String(end) }),
        };
      },
      get: find,
      log: async () => ({ lines: [], ended: true }),
      approve: find,
      reject: find,
      cancel: find,
      retry: find,
      ...operations,
    },
  };
}
