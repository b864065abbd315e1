import { mockCredentials } from '@backstage/backend-test-utils';
import {
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type { Promotion } from '@towpath/plugin-environment-common';
import type { PromotionService } from '../promotions/PromotionService';
import { PromotionRuns } from './PromotionRuns';

const ID = '019ad000-0001-7000-8000-000000000000';
const caller = { credentials: mockCredentials.user(), by: 'user:default/ada' };
const no = { allowed: false, why: 'not now' };

const promotion: Promotion = {
  id: ID,
  kind: 'promotion',
  service: 'component:default/shop',
  from: 'staging',
  to: 'prod',
  version: `sha256:${'a'.repeat(64)}`,
  status: 'awaiting-approval',
  requestedBy: 'user:default/ada',
  createdAt: '2026-11-28T12:00:00.000Z',
  steps: [],
  edits: [],
  approval: {
    digest: 'd',
    required: [
      {
        gate: 'approval',
        title: 'Approval by the leads',
        given: 0,
        rule: { groups: ['group:default/leads'], count: 1, fourEyes: true },
      },
    ],
    decisions: [],
  },
  can: { approve: no, reject: no, cancel: no, retry: no, rollback: no },
};

const asked = jest.fn();
/** The protected service: what it is asked for is asked of `asked`. */
const promotions = new Proxy({} as PromotionService, {
  get:
    (_, method) =>
    async (...args: unknown[]) =>
      asked(method, ...args),
});
const runs = new PromotionRuns(promotions);

beforeEach(() => asked.mockReset());

it('is one run among others, with the whole of it in the details', async () => {
  asked.mockReturnValue(promotion);
  expect(await runs.get(ID, caller)).toMatchObject({
    id: ID,
    kind: 'promotion',
    title: `shop ${'a'.repeat(12)} → prod`,
    subject: 'component:default/shop',
    where: 'prod',
    link: `/environments/promotions/${ID}`,
    approval: {
      required: [
        {
          id: 'approval',
          count: 1,
          groups: ['group:default/leads'],
          fourEyes: true,
        },
      ],
    },
    details: promotion,
  });
});

it('asks with what was asked for, as the person who asks', async () => {
  asked.mockReturnValue({ items: [promotion], nextCursor: ID });
  const page = await runs.list(
    {
      statuses: ['queued'],
      subject: 'component:default/shop',
      requestedBy: 'user:default/ada',
      limit: 5,
      cursor: ID,
    },
    caller,
  );
  expect(page).toMatchObject({ items: [{ id: ID }], nextCursor: ID });
  expect(asked).toHaveBeenCalledWith(
    'list',
    {
      status: ['queued'],
      service: 'component:default/shop',
      requestedBy: 'user:default/ada',
      limit: 5,
      cursor: ID,
    },
    caller,
  );
});

it('has no promotions of what is no service, and does not say so of one that cannot be asked for', async () => {
  const subject = 'resource:default/bucket';
  asked.mockRejectedValueOnce(new NotFoundError('There is no such service'));
  expect(await runs.list({ subject, limit: 5 }, caller)).toEqual({ items: [] });
  asked.mockRejectedValueOnce(new ServiceUnavailableError('away'));
  await expect(runs.list({ subject, limit: 5 }, caller)).rejects.toThrow(
    'away',
  );
});

it('overrides a freeze for nothing but a plain yes', async () => {
  asked.mockReturnValue(promotion);
  const rollBack = (options?: Record<string, unknown>) =>
    runs.rollBack(ID, { reason: 'Wrong', options }, caller, 'once');
  await rollBack({ overrideFreeze: true });
  expect(asked).toHaveBeenCalledWith(
    'rollback',
    ID,
    { reason: 'Wrong', overrideFreeze: true },
    caller,
    'once',
  );
  asked.mockClear();
  for (const options of [
    { overrideFreeze: 'false' },
    { overrideFreeze: 1 },
    { overrideFreeze: null },
    { reason: 'another' },
  ]) {
    await expect(rollBack(options)).rejects.toThrow(InputError);
  }
  expect(asked).not.toHaveBeenCalled();
});
