import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { until } from '@towpath/test-kit';
import { GateTestPlatform } from './__testUtils__/GateTestPlatform';
import {
  POLICY,
  POLICY_WITH_PRICE,
  PRICES,
  TEMPLATE,
  thing,
  thingWithFiles,
} from './__testUtils__/samples';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
let platform: GateTestPlatform;

beforeAll(async () => {
  platform = await GateTestPlatform.start(await databases.init('POSTGRES_18'));
});
afterAll(() => platform?.stop());

const isDone = ({ status }: any) => status === 'completed';

describe('an input on the golden path', () => {
  it('begins at once, and asks nobody', async () => {
    const { status, body } = await platform.begin('ada', { name: 'plain' });

    expect(status).toBe(201);
    await platform.task(body.id, isDone);
    expect(platform.madeFor('plain')).toHaveLength(1);
    expect(
      (await platform.backend.as('lea').get(`/runs/runs/${body.id}`)).status,
    ).toBe(404);
  });
});

describe('an input that a rule asks about', () => {
  it('is held before its first step, and goes on as who asked once it is approved', async () => {
    const run = await platform.hold('shop');

    expect(run).toMatchObject({
      kind: 'template-task',
      status: 'awaiting-approval',
      requestedBy: 'user:default/ada',
      approval: {
        required: [
          { groups: ['group:default/platform-team'], fourEyes: true, count: 1 },
        ],
      },
      details: {
        values: { name: 'shop', database: 'large' },
        differences: [
          {
            rule: 'large',
            field: 'database',
            value: 'large',
            instead: 'none or small',
          },
        ],
        templateSteps: [{ name: 'Make it', action: 'test:make' }],
      },
    });
    const open = await platform.task(run.id, () => true);
    expect(open).toMatchObject({ id: run.id, status: 'open' });
    expect(platform.madeFor('shop')).toHaveLength(0);

    expect((await platform.approve('lea', run)).status).toBe(200);

    expect((await platform.ended(run.id)).status).toBe('succeeded');
    await platform.task(run.id, isDone);
    expect(platform.madeFor('shop')).toMatchObject([
      { by: 'user:default/ada' },
    ]);
    const { body: events } = await platform.backend
      .as('ada')
      .get(`/scaffolder/v2/tasks/${run.id}/events`);
    expect(JSON.stringify(events)).toContain('Beginning step Make it');
  });

  it('is approved neither by who asked for it, nor by somebody of no group that is asked', async () => {
    const run = await platform.hold('four-eyes');
    const { status: own } = await platform.begin('linus', {
      name: 'own',
      database: 'large',
    });
    expect(own).toBe(201);

    expect((await platform.approve('ada', run)).status).toBe(403);
    expect((await platform.approve('kwame', run)).status).toBe(403);
    expect((await platform.approve('nobody', run)).status).toBe(403);
    expect(platform.madeFor('four-eyes')).toHaveLength(0);
  });

  it('is not approved by who asked, even as a member of the group that is asked', async () => {
    const { body } = await platform.begin('linus', {
      name: 'mine',
      database: 'large',
    });
    const run = await platform.run(body.id);

    const { status, body: refused } = await platform.approve('linus', run);
    expect(status).toBe(403);
    expect(refused.error.message).toMatch(/Four eyes/);
  });

  it('ends with the reason of who rejects it, and tells who asked', async () => {
    const run = await platform.hold('no');
    const { status } = await platform.backend
      .as('lea')
      .post(`/runs/runs/${run.id}/reject`, { comment: 'Small is enough' });
    expect(status).toBe(200);

    const task = await platform.task(run.id, one => one.status === 'failed');
    expect(task.spec.parameters).toEqual({ name: 'no', database: 'large' });
    const { body: events } = await platform.backend
      .as('ada')
      .get(`/scaffolder/v2/tasks/${run.id}/events`);
    expect(events.at(-1)).toMatchObject({
      type: 'completion',
      body: { error: { message: expect.stringMatching(/Small is enough/) } },
    });
    // What has ended waits for nobody.
    expect(events[0].body.message).not.toMatch(/waits for/);
    expect(platform.madeFor('no')).toHaveLength(0);
    await until('ada is told', async () =>
      platform.notices.some(
        ({ recipients, payload }) =>
          recipients.entityRef === 'user:default/ada' &&
          payload.description?.includes('Small is enough'),
      ),
    );
  });
});

describe('an input that a rule forbids', () => {
  it('is refused with rule, field and what to do instead', async () => {
    const { status, body } = await platform.begin('ada', { name: 'reserved' });

    expect(status).toBe(403);
    expect(body.error.message).toBe(
      'The name "reserved" is kept. Take another one.',
    );
    expect(body.verdicts).toMatchObject([
      {
        policy: 'things',
        rule: 'reserved',
        field: 'name',
        value: 'reserved',
        instead: 'another name',
      },
    ]);
    expect(platform.madeFor('reserved')).toHaveLength(0);
  });

  it('is told by the form before anything is sent', async () => {
    const { body } = await platform.backend
      .as('ada')
      .post('/template-gates/judgements', {
        templateRef: TEMPLATE,
        values: { name: 'reserved', database: 'large' },
      });
    expect(
      body.verdicts.map(({ rule, effect }: any) => [rule, effect]),
    ).toEqual([
      ['reserved', 'deny'],
      ['large', 'gate'],
    ]);
  });
});

describe('what was approved', () => {
  it('is asked about again when the template has changed meanwhile', async () => {
    const run = await platform.hold('changed');
    platform.template(thing('something else'));
    expect((await platform.approve('lea', run)).status).toBe(200);

    const again = await platform.backend.waitFor(
      run.id,
      ({ status, waitingFor }) =>
        status === 'awaiting-approval' && waitingFor !== undefined,
      'lea',
    );
    expect(again.waitingFor).toMatch(
      /template, its files or the rules have changed/,
    );
    expect(platform.madeFor('changed')).toHaveLength(0);

    expect((await platform.approve('lea', again)).status).toBe(200);
    await platform.task(run.id, isDone);
    expect(platform.madeFor('changed')).toMatchObject([
      { say: 'something else' },
    ]);
    platform.template(thing());
  });
});

describe('the files that a template fetches', () => {
  afterEach(() => platform.template(thing()));

  it.each([
    ['as they are named', './plain', 'plain'],
    [
      'as an answer of the form names them',
      './for-${{ parameters.name }}',
      'for-answered',
    ],
  ])('are a part of what is approved: %s', async (_hazard, url, folder) => {
    const name = 'answered';
    platform.made.length = 0;
    platform.skeleton(folder, 'as it was shown');
    platform.template(thingWithFiles(platform.folder, url));
    const run = await platform.hold(name);
    platform.skeleton(folder, 'something else');
    await platform.approve('lea', run);

    const again = await platform.backend.waitFor(
      run.id,
      ({ status, waitingFor }) =>
        status === 'awaiting-approval' && waitingFor !== undefined,
      'lea',
    );
    expect(again.waitingFor).toMatch(/its files or the rules have changed/);
    expect(platform.madeFor(name)).toHaveLength(0);

    await platform.approve('lea', again);
    await platform.task(run.id, isDone);
    expect(platform.madeFor(name)).toHaveLength(1);
  });

  it('are said to be unseen where only the task knows from where', async () => {
    platform.template(
      thingWithFiles(platform.folder, '${{ user.ref }}/skeleton'),
    );
    const run = await platform.hold('elsewhere');
    expect(run.details.unseen).toEqual(['Fetch the skeleton']);
  });

  it('are missed before anybody is asked', async () => {
    platform.template(thingWithFiles(platform.folder, './nowhere'));
    const before = platform.notices.length;
    const { status, body } = await platform.begin('ada', {
      name: 'nowhere',
      database: 'large',
    });
    expect(status).toBe(404);
    expect(body.error.message).toMatch(/New thing fetches what is not there/);
    expect(platform.notices).toHaveLength(before);
  });
});

describe('what it costs', () => {
  const judged = async () => {
    const { body } = await platform.backend
      .as('ada')
      .post('/template-gates/judgements', {
        templateRef: TEMPLATE,
        values: { name: 'shop', database: 'large' },
      });
    return body.verdicts[0];
  };
  afterEach(() => {
    platform.policy(POLICY);
    platform.prices(PRICES);
  });

  it('is said by a rule, as the prices are now', async () => {
    platform.policy(POLICY_WITH_PRICE);
    expect((await judged()).message).toContain('costs 40 EUR a month');
    platform.prices(PRICES.replace('40', '50'));
    expect((await judged()).message).toContain('costs 50 EUR a month');
  });

  it('is not taken for nothing when the prices cannot be read', async () => {
    platform.policy(
      POLICY.replace('effect: gate', '').replace(
        'input.database == "large"',
        'prices.large.monthly < 100\n    effect: gate',
      ),
    );
    expect((await judged()).effect).toBe('gate');
    platform.prices('currency: 1');
    expect((await judged()).effect).toBe('deny');
  });
});

describe('every way in', () => {
  const gated = (name: string) => ({ name, database: 'large' });

  it.each([
    '/scaffolder/v2/tasks/',
    '/scaffolder/V2/Tasks',
    '/scaffolder/v2/tasks?x=1',
    '/scaffolder//v2/tasks',
    '/scaffolder/v2//tasks',
    '/scaffolder/%76%32/tasks',
    '/scaffolder/v2/%74asks',
    '/scaffolder/v2%2Ftasks',
    '/scaffolder/%2576%32/tasks',
    '/scaffolder/./v2/tasks',
    '/scaffolder/x/../v2/tasks',
    '/scaffolder/v2;x/tasks',
  ])('lets nothing past in another spelling: %s', async path => {
    const name = `spelt-${Buffer.from(path).toString('hex')}`;
    const { status } = await platform.backend
      .as('ada')
      .post(path, { templateRef: TEMPLATE, values: gated(name) });

    expect([201, 404]).toContain(status);
    expect(platform.madeFor(name)).toHaveLength(0);
    const { body } = await platform.backend
      .as('ada')
      .get('/scaffolder/v2/tasks');
    const open = body.tasks.filter(
      ({ spec }: any) => spec.parameters.name === name,
    );
    expect(open.every(({ held }: any) => held)).toBe(true);
    expect(open).toHaveLength(status === 201 ? 1 : 0);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/vnd.api+json',
    'application/json-patch+json',
    'multipart/form-data; boundary=x',
  ])('reads no other body than JSON: %s', async type => {
    const { status } = await platform.backend
      .as('ada')
      .post('/scaffolder/v2/tasks')
      .set('content-type', type)
      .send(
        JSON.stringify({ templateRef: TEMPLATE, values: gated('other-type') }),
      );
    expect(status).toBe(400);
    expect(platform.madeFor('other-type')).toHaveLength(0);
  });

  it('refuses what below its paths nobody knows', async () => {
    const { status, body } = await platform.backend
      .as('ada')
      .post('/scaffolder/v2/tasks/later', {
        templateRef: TEMPLATE,
        values: gated('later'),
      });
    expect(status).toBe(404);
    expect(body.error.message).toMatch(/rules about templates/);
  });

  it.each(['template:new-thing', 'new-thing', 'Template:Default/NEW-THING'])(
    'knows the template by whatever name: %s',
    async templateRef => {
      const name = `named-${templateRef.length}`;
      const { status, body } = await platform.backend
        .as('ada')
        .post('/scaffolder/v2/tasks', { templateRef, values: gated(name) });
      const outcome =
        status === 201 ? (await platform.run(body.id)).status : status;
      expect(['awaiting-approval', 404]).toContain(outcome);
      expect(platform.madeFor(name)).toHaveLength(0);
    },
  );

  it('holds what an AI client or the terminal begins by the action', async () => {
    const { status, body } = await platform.backend
      .as('ada')
      .post(
        '/scaffolder/.backstage/actions/v1/actions/scaffolder:execute-template/invoke',
        { templateRef: TEMPLATE, values: gated('by-action') },
      );
    expect(status).toBe(200);
    const run = await platform.run(body.output.taskId);
    expect(run).toMatchObject({
      status: 'awaiting-approval',
      requestedBy: 'user:default/ada',
    });
  });

  it('refuses a service whose request would have to wait', async () => {
    const { status, body } = await platform.backend
      .asWith(mockCredentials.service.header())
      .post('/scaffolder/v2/tasks', {
        templateRef: TEMPLATE,
        values: gated('service'),
      });
    expect(status).toBe(403);
    expect(body.error.message).toMatch(/a person has to start it/);
  });

  it('takes no pass that was not given out, nor one of a run that is not approved', async () => {
    const run = await platform.hold('forged');
    for (const pass of [`${run.id}.`, `${run.id}.null`, run.id, 'x.y', '']) {
      const { status } = await platform.backend
        .as('ada')
        .post('/scaffolder/v2/tasks', {
          templateRef: TEMPLATE,
          values: gated('forged'),
        })
        .set('x-towpath-pass', pass);
      expect([201, 409]).toContain(status);
    }
    expect(platform.madeFor('forged')).toHaveLength(0);
  });

  it('says of what does not fit the form what is wrong, and asks nobody', async () => {
    const before = platform.notices.length;
    const { status, body } = await platform.begin('ada', gated('x'));
    expect(status).toBe(400);
    expect(body.errors[0].property).toBe('instance.name');
    expect(platform.notices).toHaveLength(before);
  });

  it('does in a dry run nothing that has an effect, and nothing at all that is denied', async () => {
    const dry = (name: string) =>
      platform.backend.as('ada').post('/scaffolder/v2/dry-run', {
        template: thing(),
        values: gated(name),
        directoryContents: [],
      });
    expect((await dry('dry')).status).toBe(200);
    expect((await dry('reserved')).status).toBe(403);
    expect(platform.madeFor('dry')).toHaveLength(0);
  });

  it('asks about a retry anew, and makes it only once it is approved', async () => {
    platform.failing.add('unlucky');
    const run = await platform.hold('unlucky');
    await platform.approve('lea', run);
    await platform.task(run.id, ({ status }) => status === 'failed');
    expect(platform.madeFor('unlucky')).toHaveLength(1);
    const spelt = `%${Buffer.from(run.id[0]).toString('hex')}${run.id.slice(
      1,
    )}`;
    const { status: otherwise } = await platform.backend
      .as('ada')
      .post(`/scaffolder/v2/tasks/${spelt}/retry`, {});
    expect([201, 404]).toContain(otherwise);

    const { status, body } = await platform.backend
      .as('ada')
      .post(`/scaffolder/v2/tasks/${run.id}/retry`, {});
    expect(status).toBe(201);
    const again = await platform.run(body.id);
    expect(again).toMatchObject({
      status: 'awaiting-approval',
      title: 'Try again New thing for unlucky',
    });
    expect(platform.madeFor('unlucky')).toHaveLength(1);

    await platform.approve('lea', again);
    await platform.task(again.id, isDone);
    expect(platform.madeFor('unlucky')).toHaveLength(2);
  });
});

describe('when rules cannot be asked', () => {
  afterEach(() => platform.policy(POLICY));

  it.each([
    [
      'a field that is not there',
      POLICY.replace('has(input.database) && ', ''),
    ],
    [
      'a group that nobody knows',
      POLICY.replace('platform-team', 'nobody-knows').replace(
        'has(input.database) && input.database == "large"',
        'true',
      ),
    ],
  ])('nothing begins: %s', async (_hazard, text) => {
    platform.policy(text);
    const { status } = await platform.begin('ada', { name: 'unasked' });
    expect(status).toBe(403);
    expect(platform.madeFor('unasked')).toHaveLength(0);
  });

  it.each([
    ['a file that is none', 'name: things\nappliesTo: [template]\nrules: 1'],
    [
      'an example that fails',
      `${POLICY}
examples:
  - { name: Any, document: { input: { name: a } }, effect: deny }
`,
    ],
  ])('what they said before still holds: %s', async (_hazard, text) => {
    platform.policy(text);
    const { status } = await platform.begin('ada', { name: 'reserved' });
    expect(status).toBe(403);
    expect(platform.madeFor('reserved')).toHaveLength(0);
  });
});

describe('how often rules spoke', () => {
  it('is counted once for what is held or refused, and not when a form only asks', async () => {
    const before = await platform.hits();
    const run = await platform.hold('counted');
    expect((await platform.approve('lea', run)).status).toBe(200);
    await platform.ended(run.id);
    await platform.begin('ada', { name: 'reserved' });
    await platform.backend.as('ada').post('/template-gates/judgements', {
      templateRef: TEMPLATE,
      values: { name: 'reserved', database: 'large' },
    });
    const after = await platform.hits();
    const more = (rule: string) => (after[rule] ?? 0) - (before[rule] ?? 0);
    expect([more('large gate'), more('reserved deny')]).toEqual([1, 1]);
  });
});

describe('what is secret', () => {
  const SECRETS = ['hidden-password-1', 'secret-key-2'];

  it('is where the step needs it, and nowhere else', async () => {
    const run = await platform.hold(
      'secretive',
      { password: SECRETS[0] },
      { key: SECRETS[1] },
    );
    expect(run.details.values).toMatchObject({ password: '***' });
    const seen = [
      run,
      (await platform.backend.as('ada').get(`/scaffolder/v2/tasks/${run.id}`))
        .body,
      (
        await platform.backend
          .as('ada')
          .get(`/scaffolder/v2/tasks/${run.id}/events`)
      ).body,
      (await platform.backend.as('lea').get(`/runs/runs/${run.id}/log`)).body,
      platform.notices,
      await platform.everyRow('template-gates'),
    ];
    for (const secret of SECRETS) {
      expect(JSON.stringify(seen)).not.toContain(secret);
    }

    await platform.approve('lea', run);
    await platform.task(run.id, isDone);
    expect(platform.madeFor('secretive')).toMatchObject([
      { password: SECRETS[0], key: SECRETS[1] },
    ]);
    expect(await platform.sealedLeft(run.id)).toBe(false);
  });

  it('goes when the request ends', async () => {
    const run = await platform.hold('gone', {}, { key: SECRETS[1] });
    expect(await platform.sealedLeft(run.id)).toBe(true);
    await platform.backend
      .as('lea')
      .post(`/runs/runs/${run.id}/reject`, { comment: 'No' });
    expect(await platform.sealedLeft(run.id)).toBe(false);
  });
});

describe('while it is held', () => {
  it('is for who asked, and for nobody else', async () => {
    const run = await platform.hold('mine-alone');
    const path = `/scaffolder/v2/tasks/${run.id}`;

    expect((await platform.backend.as('kwame').get(path)).status).toBe(403);
    expect(
      (await platform.backend.as('kwame').get(`${path}/events`)).status,
    ).toBe(403);
    expect(
      (await platform.backend.as('kwame').post(`${path}/cancel`)).status,
    ).toBe(403);
    const { body } = await platform.backend
      .as('kwame')
      .get('/scaffolder/v2/tasks');
    expect(body.tasks.map(({ id }: any) => id)).not.toContain(run.id);
  });

  it('is shown among all runs to who asked, who is asked and who owns what it makes, and to nobody else', async () => {
    const { id } = await platform.hold('not-for-all', {
      owner: 'team-finance',
    });
    const seenBy = async (person: string) => {
      const asking = platform.backend.as(person);
      const list = await asking.get('/runs/runs?kind=template-task');
      return [
        (await asking.get(`/runs/runs/${id}`)).status,
        (await asking.get(`/runs/runs/${id}/log`)).status,
        list.body.items.some((one: any) => one.id === id),
      ];
    };

    for (const person of ['ada', 'lea', 'hana']) {
      expect(await seenBy(person)).toEqual([200, 200, true]);
    }
    expect(await seenBy('kwame')).toEqual([403, 403, false]);
  });

  it('can be cancelled by who asked, and then never begins', async () => {
    const run = await platform.hold('cancelled');
    const path = `/scaffolder/v2/tasks/${run.id}`;
    expect(
      (await platform.backend.as('ada').post(`${path}/cancel`)).status,
    ).toBe(200);
    expect((await platform.ended(run.id)).status).toBe('cancelled');
    expect((await platform.approve('lea', run)).status).toBe(409);
    expect(platform.madeFor('cancelled')).toHaveLength(0);
  });

  it('does not pile up without end before those who are asked', async () => {
    const begin = () =>
      platform.begin('hana', { name: 'piled-up', database: 'large' });
    for (let held = 0; held < 30; held++) {
      expect((await begin()).status).toBe(201);
    }
    const { status, body } = await begin();
    expect(status).toBe(409);
    expect(body.error.message).toBe(
      'You have 30 held tasks that have not ended, which are the most (mostPerPerson): cancel one, or wait until one ends',
    );
  });

  it('is on the pages of the list of tasks, each of them once', async () => {
    const all = (await platform.backend.as('ada').get('/scaffolder/v2/tasks'))
      .body;
    const seen: string[] = [];
    for (let offset = 0; offset < all.totalTasks; offset += 3) {
      const { body } = await platform.backend
        .as('ada')
        .get(`/scaffolder/v2/tasks?limit=3&offset=${offset}`);
      seen.push(...body.tasks.map(({ id }: any) => id));
    }
    expect(seen).toEqual(all.tasks.map(({ id }: any) => id));
    expect(new Set(seen).size).toBe(all.totalTasks);
  });

  it.each([
    ['has ended', 'late', 120],
    ['would end before its steps do', 'later', 58],
  ])(
    'waits for who asked when their sign-in %s, and nobody approves twice',
    async (_hazard, name, minutes) => {
      platform.tokensLast(60 * 60 * 1000);
      const run = await platform.hold(name);
      platform.clock.advance(minutes * 60 * 1000);
      await platform.approve('lea', run);
      const waiting = await platform.backend.waitFor(
        run.id,
        ({ status }) => status === 'waiting',
        'lea',
      );
      expect(waiting.details).toMatchObject({ needsRequester: true });
      const goOn = (person: string) =>
        platform.backend
          .as(person)
          .post(`/template-gates/held/${run.id}/go-on`);

      expect((await goOn('kwame')).status).toBe(403);
      expect((await goOn('lea')).status).toBe(403);
      expect(platform.madeFor(name)).toHaveLength(0);
      platform.tokensLast(24 * 60 * 60 * 1000);
      expect((await goOn('ada')).status).toBe(200);
      await platform.task(run.id, isDone);
      expect(platform.madeFor(name)).toMatchObject([
        { by: 'user:default/ada' },
      ]);
    },
  );

  it('is reminded of, and ends when nobody answers', async () => {
    const run = await platform.hold('forgotten');
    const about = () =>
      platform.notices.filter(({ payload }) => payload.link.includes(run.id));
    await until('the group is asked', async () => about().length === 1);
    expect(about()[0].recipients).toEqual({
      type: 'entity',
      entityRef: ['group:default/platform-team'],
      excludeEntityRef: 'user:default/ada',
    });

    platform.clock.advance(25 * 60 * 60 * 1000);
    await platform.sweep();
    await until('the group is reminded', async () =>
      /still waits for you/.test(about().at(-1).payload.title),
    );

    platform.clock.advance(7 * 24 * 60 * 60 * 1000);
    await platform.sweep();
    const ended = await platform.ended(run.id);
    expect(ended).toMatchObject({
      status: 'cancelled',
      outcome: expect.stringMatching(/has expired, after 7 days/),
    });
    expect(platform.madeFor('forgotten')).toHaveLength(0);
  });
});
