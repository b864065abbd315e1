import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { Run, RunPage } from '@towpath/plugin-runs-common';
import { RunsBackend } from '@towpath/runs/testUtils';
import { until } from '@towpath/test-kit';
import {
  defineRunKind,
  done,
  fail,
  WorkflowEngine,
  type StartRun,
} from '@towpath/workflow';
import runsPlugin from '.';
import { engineKind } from './__testUtils__/engineKind';

const LEADS = 'group:default/leads';
const NOTHING = '019ad000-0000-7000-8000-000000000000';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
let engine: WorkflowEngine;
let backend: RunsBackend;

const chore = defineRunKind({
  kind: 'chore',
  steps: [
    {
      name: 'sweep',
      run: async ({ log }) => {
        log.info('swept');
        return done();
      },
    },
  ],
});
const errand = defineRunKind<{ fails: boolean }, object>({
  kind: 'errand',
  steps: [
    {
      name: 'go',
      run: async ({ input, run }) =>
        input.fails && run.attempt === 1 ? fail('The shop was shut') : done(),
    },
  ],
});

const approval = {
  digest: 'shown',
  required: [
    { id: 'leads', count: 1, by: ['group:default/leads'], fourEyes: true },
  ],
};

// One engine for all: each test begins runs about a subject of its own.
beforeAll(async () => {
  const knex = await databases.init('POSTGRES_18');
  engine = await WorkflowEngine.create({
    knex,
    logger: mockServices.logger.mock(),
    kinds: [chore, errand],
  });
  await engine.begin();
  backend = await RunsBackend.start({
    features: [
      runsPlugin,
      engineKind('chore', engine),
      engineKind('errand', engine),
    ],
    people: { ada: ['group:default/team-a'], grace: [LEADS], lena: [LEADS] },
    allows: (permission, groups) =>
      permission.endsWith('.read') || groups.includes(LEADS),
  });
});

afterAll(async () => {
  await backend?.stop();
  await engine?.stop({ graceMs: 100 });
});

async function begin(over: Partial<StartRun> = {}): Promise<string> {
  const { run } = await engine.start({
    kind: 'chore',
    subject: 'component:default/shop',
    lockKey: String(Math.random()),
    input: { fails: false },
    requestedBy: 'user:default/ada',
    ...over,
  });
  return run.id;
}

async function ended(id: string): Promise<Run> {
  return until(
    `run ${id} has ended`,
    async (): Promise<Run> =>
      (await backend.as('ada').get(`/runs/runs/${id}`)).body,
    run => Boolean(run.endedAt),
  );
}

const refusal = (body: any) => `${body.error?.name}: ${body.error?.message}`;
const idsOf = ({ items }: RunPage) => items.map(({ id }) => id);

it('names the kinds that plugins have registered', async () => {
  const { body } = await backend.as('ada').get('/runs/kinds');
  expect(body.items).toEqual([
    { kind: 'chore', title: 'chore', channel: 'chores' },
    { kind: 'errand', title: 'errand', channel: 'errands' },
  ]);
});

it('lists runs of all kinds in one order, page by page, each of them once', async () => {
  const subject = 'component:default/pages';
  const ids: string[] = [];
  for (const kind of [...'ccecceeeec'].map(letter =>
    letter === 'c' ? 'chore' : 'errand',
  )) {
    ids.unshift(await begin({ kind, subject }));
  }
  const newestFirst = [...ids].sort().reverse();
  for (const limit of [1, 2, 3, 10]) {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const after = cursor ? `&cursor=${cursor}` : '';
      const { body } = await backend
        .as('ada')
        .get(`/runs/runs?subject=${subject}&limit=${limit}${after}`);
      expect(body.unanswered).toEqual([]);
      expect(body.items.length).toBeLessThanOrEqual(limit);
      seen.push(...idsOf(body));
      cursor = body.nextCursor;
    } while (cursor);
    expect(seen).toEqual(newestFirst);
  }
});

it('repeats and leaves out nothing when runs begin between two pages', async () => {
  const subject = 'component:default/growing';
  const old = [
    await begin({ subject }),
    await begin({ subject, kind: 'errand' }),
    await begin({ subject }),
    await begin({ subject, kind: 'errand' }),
  ].sort();
  const list = `/runs/runs?subject=${subject}&limit=2`;
  const first = await backend.as('ada').get(list);
  // More than a page of the kind that has shown nothing of its first page but one.
  for (let count = 0; count < 5; count += 1) await begin({ subject });
  const second = await backend
    .as('ada')
    .get(`${list}&cursor=${first.body.nextCursor}`);
  expect([...idsOf(first.body), ...idsOf(second.body)]).toEqual(
    [...old].reverse(),
  );
});

it('finds by kind, state and who asked', async () => {
  const subject = 'component:default/found';
  const mine = await begin({ subject, requestedBy: 'user:default/lena' });
  const waiting = await begin({ subject, kind: 'errand', approval });
  await ended(mine);
  const find = async (query: string) =>
    idsOf(
      (await backend.as('ada').get(`/runs/runs?subject=${subject}&${query}`))
        .body,
    );
  expect(await find('requestedBy=user:default/lena')).toEqual([mine]);
  expect(await find('kind=errand')).toEqual([waiting]);
  expect(await find('status=succeeded')).toEqual([mine]);
  expect(await find('kind=chore&kind=errand')).toHaveLength(2);
});

it('lists as waiting for me what I can approve, of any kind, and nothing that waits for others', async () => {
  const ids = [
    await begin({ approval }),
    await begin({ kind: 'errand', approval }),
    // Four eyes: who asked may not.
    await begin({ approval, requestedBy: 'user:default/grace' }),
  ];
  const waiting = async (person: string) =>
    idsOf((await backend.as(person).get('/runs/runs?waitingForMe=true')).body);
  const graces = await waiting('grace');
  expect(graces).toEqual(expect.arrayContaining(ids.slice(0, 2)));
  expect(graces).not.toContain(ids[2]);
  expect(await waiting('ada')).toEqual([]);
});

it('lets a run go on once whoever may has approved what they were shown', async () => {
  const id = await begin({ approval });
  const approve = (person: string, digest: string) =>
    backend.as(person).post(`/runs/runs/${id}/approve`, { digest });

  const other = await approve('ada', 'shown');
  expect(other.status).toBe(403);
  expect(refusal(other.body)).toContain('group:default/leads');
  const stale = await approve('grace', 'something else');
  expect(stale.status).toBe(409);
  const { status, body } = await approve('grace', 'shown');
  expect({ status, body }).toMatchObject({ status: 200, body: { id } });

  const run = await ended(id);
  expect(run).toMatchObject({
    kind: 'chore',
    title: 'chore for component:default/shop',
    status: 'succeeded',
    link: `/runs/${id}`,
    steps: [{ name: 'sweep', title: 'sweep', status: 'done' }],
  });
  expect(run.approval.decisions).toMatchObject([
    { by: 'user:default/grace', verdict: 'approved' },
  ]);
  const { body: log } = await backend.as('ada').get(`/runs/runs/${id}/log`);
  expect(log.ended).toBe(true);
  expect(log.lines).toContainEqual(
    expect.objectContaining({ step: 'sweep', message: 'swept' }),
  );
});

it('ends a run that is rejected, and says to everybody why', async () => {
  const id = await begin({ approval });
  const { body } = await backend
    .as('lena')
    .post(`/runs/runs/${id}/reject`, { comment: 'Not today' });
  expect(body.status).toBe('rejected');
  const run = await ended(id);
  expect(run.approval.decisions[0].comment).toBe('Not today');
});

it('goes on with what has failed, and cancels what has not ended, for whom the policy lets', async () => {
  const failed = await begin({ kind: 'errand', input: { fails: true } });
  expect(await ended(failed)).toMatchObject({
    status: 'failed',
    outcome: 'The shop was shut',
    can: {
      retry: { allowed: false, why: expect.stringMatching('errand.manage') },
    },
  });
  expect(
    (await backend.as('ada').post(`/runs/runs/${failed}/retry`)).status,
  ).toBe(403);
  expect(
    (await backend.as('grace').post(`/runs/runs/${failed}/retry`)).status,
  ).toBe(200);
  await until(
    'the errand is done',
    async () => (await backend.as('ada').get(`/runs/runs/${failed}`)).body,
    ({ status }) => status === 'succeeded',
  );

  const waiting = await begin({ approval });
  const cancel = (person: string) =>
    backend.as(person).post(`/runs/runs/${waiting}/cancel`, { reason: 'Rain' });
  expect((await cancel('ada')).status).toBe(403);
  expect((await cancel('grace')).body.status).toBe('cancelled');
  expect((await cancel('grace')).status).toBe(409);
});

it('writes into the audit log what was refused as well as what was done, once', async () => {
  const id = await begin({ approval });
  backend.audit.length = 0;
  await backend.as('ada').post(`/runs/runs/${id}/approve`, { digest: 'shown' });
  await backend
    .as('grace')
    .post(`/runs/runs/${id}/approve`, { digest: 'shown' });
  expect(backend.audit).toEqual([
    'chore-approve failed',
    'chore-approve succeeded',
  ]);
});

it('refuses to roll back what nothing of its kind can be', async () => {
  const id = await begin();
  await ended(id);
  const { status, body } = await backend
    .as('grace')
    .post(`/runs/runs/${id}/rollback`, { reason: 'Wrong' });
  expect(status).toBe(409);
  expect(refusal(body)).toContain('cannot be rolled back');
});

describe('who is let in', () => {
  const routes: ['get' | 'post', string, object | undefined][] = [
    ['get', '/runs/kinds', undefined],
    ['get', '/runs/runs', undefined],
    ['get', `/runs/runs/${NOTHING}`, undefined],
    ['get', `/runs/runs/${NOTHING}/log`, undefined],
    ['post', `/runs/runs/${NOTHING}/approve`, { digest: 'x' }],
    ['post', `/runs/runs/${NOTHING}/reject`, { comment: 'x' }],
    ['post', `/runs/runs/${NOTHING}/cancel`, {}],
    ['post', `/runs/runs/${NOTHING}/retry`, undefined],
    ['post', `/runs/runs/${NOTHING}/rollback`, { reason: 'x' }],
  ];

  it.each(routes)(
    'nobody and no service: %s %s',
    async (method, path, body) => {
      const ask = (authorization: string) =>
        backend.asWith(authorization)[method](path, body);
      expect((await ask(mockCredentials.none.header())).status).toBe(401);
      expect((await ask(mockCredentials.service.header())).status).toBe(403);
    },
  );

  it('a stranger is told that the runs are not for them, not that there are none', async () => {
    const { status, body } = await backend.as('mallory').get('/runs/runs');
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { items: [] },
    });
    expect(body.nextCursor).toBeUndefined();
    expect(body.unanswered).toEqual(
      ['chore', 'errand'].map(kind => ({
        kind,
        title: kind,
        refused: true,
        message: expect.stringContaining(`${kind}.read`),
      })),
    );
    const id = await begin();
    const one = await backend.as('mallory').get(`/runs/runs/${id}`);
    expect(one.status).toBe(403);
    expect(
      (await backend.as('mallory').get(`/runs/runs/${id}/log`)).status,
    ).toBe(403);
  });
});

describe('what is no request', () => {
  it.each([
    [`/runs/runs/${NOTHING}`, 404, 'There is no run'],
    ['/runs/runs/payment-service', 404, 'There is no run'],
    [`/runs/runs/${encodeURIComponent("' or 1=1 --")}`, 404, 'There is no run'],
    [`/runs/runs/${encodeURIComponent('../kinds')}`, 404, 'There is no run'],
    ['/runs/runs?kind=terraform', 400, 'none of: chore, errand'],
    ['/runs/runs?status=lost', 400, 'status'],
    ['/runs/runs?subject=shop', 400, 'no entity reference'],
    ['/runs/runs?limit=0', 400, 'limit'],
    ['/runs/runs?cursor=nonsense', 400, 'cursor'],
    [`/runs/runs?cursor=${NOTHING}`, 400, 'cursor'],
  ])('%s: %s', async (path, status, words) => {
    const answer = await backend.as('ada').get(path);
    expect(answer.status).toBe(status);
    expect(refusal(answer.body)).toContain(words);
  });

  it.each([
    [{ last: 1, kinds: {} }],
    [{ kinds: [] }],
    [{ last: 'x', kinds: { chore: null } }],
    [{ kinds: { chore: 5 } }],
    [{ kinds: { chore: 'forged' } }],
    [null],
  ])('a cursor that was made by hand: %j', async cursor => {
    const text = Buffer.from(JSON.stringify(cursor)).toString('base64url');
    const { status } = await backend.as('ada').get(`/runs/runs?cursor=${text}`);
    expect(status).toBe(400);
  });

  it('approves nothing without the digest of what was shown', async () => {
    const id = await begin({ approval });
    const { status } = await backend
      .as('grace')
      .post(`/runs/runs/${id}/approve`, {});
    expect(status).toBe(400);
  });
});

describe('the door of the terminal and of AI clients', () => {
  const invoke = (person: string, action: string, input: object) =>
    backend
      .as(person)
      .post(`/runs/.backstage/actions/v1/actions/runs:${action}/invoke`, input);

  it('lets approve whom the run names, and nobody else', async () => {
    const { run } = await engine.start({
      kind: 'chore',
      subject: 'component:default/second-door',
      lockKey: 'second-door',
      input: {},
      requestedBy: 'user:default/ada',
      approval,
    });
    const decision = { id: run.id, digest: approval.digest };
    expect((await invoke('ada', 'approve-run', decision)).status).toBe(403);
    const seen = await invoke('grace', 'get-run', { id: run.id });
    expect(seen.body.output.status).toBe('awaiting-approval');
    expect((await invoke('grace', 'approve-run', decision)).status).toBe(200);
    for (const action of ['get-run', 'retry-run', 'cancel-run']) {
      const { status } = await invoke('mallory', action, { id: run.id });
      expect([action, status]).toEqual([action, 403]);
    }
  });
});
