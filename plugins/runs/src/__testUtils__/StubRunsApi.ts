import { ConflictError, NotFoundError } from '@backstage/errors';
import type {
  Run,
  RunPage,
  RunQuery,
  RunsApi,
  UnansweredKind,
} from '@towpath/plugin-runs-common';

const no = (why: string) => ({ allowed: false, why });
const yes = { allowed: true };

/** A run that waits for whoever looks. */
export const waitingRun = (extra: Partial<Run> = {}): Run => ({
  id: '019ad000-0001-7000-8000-000000000000',
  kind: 'stack',
  title: 'bucket reports',
  subject: 'resource:default/reports',
  link: '/runs/019ad000-0001-7000-8000-000000000000',
  status: 'awaiting-approval',
  reason: 'Reports for the auditors',
  requestedBy: 'user:default/ada',
  createdAt: '2026-11-25T12:00:00.000Z',
  steps: [{ name: 'apply', title: 'Apply the plan', status: 'pending' }],
  approval: {
    digest: 'shown',
    required: [
      {
        id: 'leads',
        title: 'Approval by the leads',
        given: 0,
        count: 1,
        groups: ['group:default/leads'],
        fourEyes: true,
      },
    ],
    decisions: [],
  },
  can: {
    approve: yes,
    reject: yes,
    cancel: yes,
    retry: no('It has not failed'),
    rollback: no('It has not ended'),
  },
  details: { adds: 2 },
  ...extra,
});

/** Answers from what a test has put there, and notes what it was asked to do. */
export class StubRunsApi implements RunsApi {
  readonly done: unknown[][] = [];
  unanswered: UnansweredKind[] = [];
  runs: Run[];

  constructor(runs: Run[] = []) {
    this.runs = runs;
  }

  async listKinds() {
    return [{ kind: 'stack', title: 'Stack', channel: 'stacks' }];
  }

  async list({ waitingForMe, requestedBy, status }: RunQuery = {}) {
    const items = this.runs.filter(
      run =>
        (!waitingForMe || run.can.approve.allowed) &&
        (!requestedBy || run.requestedBy === requestedBy) &&
        (!status || status.includes(run.status)),
    );
    return { items, unanswered: this.unanswered } satisfies RunPage;
  }

  async get(id: string) {
    const run = this.runs.find(one => one.id === id);
    if (!run) throw new NotFoundError(`There is no run "${id}"`);
    return run;
  }

  async getLog() {
    return { lines: [], ended: false };
  }

  async approve(id: string, request: object) {
    return this.#change(id, 'running', 'approve', request);
  }

  async reject(id: string, request: object) {
    return this.#change(id, 'rejected', 'reject', request);
  }

  async cancel(id: string, request: object) {
    return this.#change(id, 'cancelled', 'cancel', request);
  }

  async retry(id: string) {
    return this.#change(id, 'running', 'retry');
  }

  async rollBack(id: string, { reason }: { reason: string }) {
    const run = await this.get(id);
    if (!run.can.rollback.allowed) throw new ConflictError('Not now');
    this.done.push(['rollBack', id, reason]);
    const link = '/runs/019ad000-0009-7000-8000-000000000000';
    const begun = { ...run, id: link.slice(6), title: 'undo reports', link };
    this.runs = [begun, ...this.runs];
    return begun;
  }

  async #change(id: string, status: Run['status'], ...done: unknown[]) {
    this.done.push([...done.slice(0, 1), id, ...done.slice(1)]);
    const run = await this.get(id);
    const can = { ...run.can, approve: no('It is decided') };
    const changed = { ...run, status, can };
    this.runs = this.runs.map(one => (one.id === id ? changed : one));
    return changed;
  }
}
