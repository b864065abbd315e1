import {
  coreServices,
  createBackendPlugin,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import {
  healthNotesServiceRef,
  openPolicies,
  policySubjectsServiceRef,
  type HealthNotesService,
  type JudgedSubject,
} from '@towpath/backend-kit';
import { AheadClock } from '@towpath/clock/testing';
import type { Policy, PolicyList } from '@towpath/plugin-policies-common';
import { RunsBackend } from '@towpath/runs/testUtils';
import type { Knex } from 'knex';
import policiesPlugin from '.';

const SHOP = `
name: shop
description: What may be ordered.
owner: group:default/grocers
appliesTo: [template]
rules:
  - name: no-poison
    when: has(input.food) && input.food == "toadstool"
    effect: deny
    field: input.food
    instead: a chanterelle
    message: "\${input.food} is poison."
  - name: dear
    when: input.price > 100
    effect: gate
    message: "\${input.price} is dear."
    approvers: { by: group:default/grocers, fourEyes: true }
examples:
  - name: Poison is refused
    document: { input: { food: toadstool, price: 1 } }
    effect: deny
    rules: [no-poison]
`;

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const folder = createMockDirectory();
const clock = new AheadClock();
const logger = mockServices.logger.mock();
let knex: Knex;
let backend: RunsBackend;
let judged: JudgedSubject;
let notes: HealthNotesService;

const shop = createBackendPlugin({
  pluginId: 'shop',
  register({ registerInit }) {
    registerInit({
      deps: {
        config: coreServices.rootConfig,
        healthNotes: healthNotesServiceRef,
        subjects: policySubjectsServiceRef,
      },
      async init({ config, healthNotes, subjects }) {
        notes = healthNotes;
        judged = openPolicies({
          subject: 'template',
          variables: ['input'],
          folders: [folder.path],
          ...{ subjects, config, knex, clock, logger },
        });
      },
    });
  },
});

beforeAll(async () => {
  knex = await databases.init('POSTGRES_18');
  await knex.migrate.latest({
    directory: resolvePackagePath('@towpath/backend-kit', 'migrations'),
  });
  backend = await RunsBackend.start({
    knex,
    people: { ada: [], bob: [] },
    features: [shop, policiesPlugin],
  });
});
afterAll(() => backend?.stop());

beforeEach(async () => {
  folder.setContent({ 'shop.yaml': SHOP });
  look();
  await knex('policy_hits').delete();
});

/** Files are taken to be what they were for a moment. */
function look() {
  clock.advance(10_000);
}

async function listed(): Promise<Policy> {
  const { body } = await backend.as('ada').get('/policies/policies');
  return (body as PolicyList).policies[0];
}

const attempt = (document: object, subject = 'template', person = 'ada') =>
  backend.as(person).post('/policies/trials', { subject, document });

describe('all policies', () => {
  it('are shown with their rules, why, whose they are, and examples that hold', async () => {
    expect(await listed()).toMatchObject({
      name: 'shop',
      description: 'What may be ordered.',
      owner: 'group:default/grocers',
      appliesTo: ['template'],
      state: 'used',
      problems: [],
      rules: [
        {
          ...{ name: 'no-poison', effect: 'deny', field: 'input.food' },
          message: '${input.food} is poison.',
        },
        {
          name: 'dear',
          approvers: {
            ...{ by: ['group:default/grocers'], count: 1, fourEyes: true },
          },
        },
      ],
      examples: [
        { name: 'Poison is refused', effect: 'deny', outcome: 'holds' },
      ],
    });
  });

  it('are shown to nobody who may not', async () => {
    const asked = await backend.as('mallory').get('/policies/policies');
    expect(asked.status).toBe(403);
    expect((await attempt({}, 'template', 'mallory')).status).toBe(403);
  });
});

describe('a file that is broken', () => {
  it.each([
    [
      'an example that the rules contradict',
      ['effect: deny\n    rules', 'effect: gate\n    rules'],
      /Example "Poison is refused" expects gate/,
    ],
    [
      'an expression that is none',
      ['input.price > 100', 'input.price >'],
      /rules\[1\]/,
    ],
    ['what is no YAML', ['name: shop', 'name: [shop'], /shop[.]yaml/],
  ])('goes on as it was, and says why: %s', async (_, [good, bad], why) => {
    await listed();
    expect(await notes.list()).toEqual([]);
    folder.setContent({ 'shop.yaml': SHOP.replace(good, bad) });
    look();
    const shown = await listed();
    expect(shown).toMatchObject({ name: 'shop', state: 'kept' });
    expect(shown.problems.join()).toMatch(why);
    // Whoever reaches the portal reads it.
    expect(await notes.list()).toEqual([
      'Files of policies that are not understood: 1. What they said before holds, as the page Policies tells',
    ]);
    expect(shown.rules).toHaveLength(2);
    expect(logger.error).toHaveBeenCalledWith(expect.stringMatching(why));
    const { body } = await attempt({ input: { food: 'toadstool', price: 1 } });
    expect(body.effect).toBe('deny');
    expect(body.verdicts[0]).toMatchObject({ rule: 'no-poison' });
  });

  it('denies everything where it was never good', async () => {
    folder.setContent({ 'new.yaml': 'name: fresh\nappliesTo: [template]' });
    look();
    expect(await listed()).toMatchObject({ name: 'fresh', state: 'unusable' });
    const { body } = await attempt({ input: {} });
    expect(body).toMatchObject({
      effect: 'deny',
      verdicts: [{ policy: 'fresh', rule: '', effect: 'deny' }],
    });
  });

  it('goes when it is taken away', async () => {
    await listed();
    folder.setContent({});
    look();
    expect(await listed()).toBeUndefined();
  });
});

describe('how often rules spoke', () => {
  const dear = { policy: 'shop', rule: 'dear', effect: 'gate' } as const;

  it('is known by day and verdict, for 30 days, whichever process counted', async () => {
    await judged.hits.add([dear]);
    await Promise.all([1, 2, 3].map(() => judged.hits.add([dear])));
    await judged.hits.add([{ ...dear, effect: 'deny' }]);
    const day = new Date(clock.now()).toISOString().slice(0, 10);
    expect((await listed()).hits).toEqual([
      { rule: 'dear', subject: 'template', effect: 'deny', day, hits: 1 },
      { rule: 'dear', subject: 'template', effect: 'gate', day, hits: 4 },
    ]);

    clock.advance(31 * 86_400_000);
    expect((await listed()).hits).toEqual([]);
    await judged.hits.add([dear]);
    expect(await knex('policy_hits')).toHaveLength(1);
  });

  it('counts neither a policy that cannot be used nor what was taken back', async () => {
    await judged.hits.add([{ policy: 'shop', rule: '', effect: 'deny' }]);
    await knex
      .transaction(async trx => {
        await judged.hits.add([dear], trx);
        throw new Error('taken back');
      })
      .catch(() => undefined);
    expect((await listed()).hits).toEqual([]);
  });
});

describe('a document that is tried', () => {
  it('hears every rule, those that are silent too, and is not counted', async () => {
    const { body } = await attempt({ input: { price: 200 } });
    expect(body).toEqual({
      effect: 'gate',
      verdicts: [
        {
          ...{ policy: 'shop', rule: 'dear', effect: 'gate' },
          message: '200 is dear.',
        },
        { policy: 'shop', rule: 'no-poison' },
      ],
    });
    expect((await listed()).hits).toEqual([]);
  });

  it('is denied by a rule that cannot be evaluated, which says why', async () => {
    const { body } = await attempt({ input: {} });
    expect(body.effect).toBe('deny');
    expect(body.verdicts[0]).toMatchObject({
      ...{
        rule: 'dear',
        effect: 'deny',
        error: expect.stringContaining('price'),
      },
    });
  });

  it('is denied in time, however much there is to do', async () => {
    const rules = Array.from({ length: 60 }, (_, at) => ({
      ...{ name: `slow-${at}`, effect: 'allow', message: 'Slow.' },
      when: 'input.all.exists(a, input.all.exists(b, a + b == -1))',
    }));
    folder.setContent({
      'slow.yaml': JSON.stringify({
        ...{ name: 'slow', appliesTo: ['template'], rules },
      }),
    });
    look();
    const all = Array.from({ length: 250 }, (_, at) => at);
    const { body } = await attempt({ input: { all } });
    expect(body.effect).toBe('deny');
    expect(JSON.stringify(body.verdicts)).toMatch(/took all the time/);
  });

  it.each([
    [
      'a subject that nothing judges',
      {},
      'weather',
      400,
      /Use one of template/,
    ],
    [
      'more than fits',
      { input: 'x'.repeat(200_000) },
      'template',
      400,
      /large/,
    ],
    ['what is no document', [], 'template', 400, /document/],
  ])('is refused for %s', async (_, document, subject, status, why) => {
    const answer = await attempt(document, subject);
    expect(answer.status).toBe(status);
    expect(answer.body.error.message).toMatch(why);
  });
});
