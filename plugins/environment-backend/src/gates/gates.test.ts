import {
  createMockDirectory,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { z } from 'zod';
import { deploymentState, GateBench } from '../__testUtils__/gates';
import { openTables } from '../openTables';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const policies = createMockDirectory();
const SHOP = 'component:default/shop';

let knex: Knex;
let bench: GateBench;

beforeAll(async () => {
  knex = await databases.init('POSTGRES_18');
  await openTables(mockServices.database({ knex }));
});

beforeEach(async () => {
  await knex.raw('TRUNCATE freezes, checks, holds, deployment_history');
  policies.setContent({});
  bench = new GateBench(knex, policies.path);
});

/** A deployment of a version in staging that is over. */
function stayed(
  version: string,
  from: string,
  to: string,
  health = 'Healthy',
  image?: string,
) {
  return knex('deployment_history').insert({
    image,
    service: SHOP,
    environment: 'staging',
    version,
    health,
    deployed_at: new Date(from),
    ended_at: new Date(to),
  });
}

describe('gates that always hold', () => {
  it('let a healthy, newer version pass when nothing is frozen', async () => {
    const { verdict, reports } = await bench.ask();

    expect(verdict).toBe('allow');
    expect(reports.map(({ id, message }) => [id, message])).toEqual([
      ['healthy', 'Synced and healthy in staging.'],
      ['not-older', '1.4.2 is newer than 1.4.0.'],
      ['freeze', 'No freeze holds in prod.'],
    ]);
  });

  it.each([
    [
      { health: 'Degraded' as const, healthMessage: 'Pod crashes.' },
      'It is Degraded in staging: opens when it is Healthy. Pod crashes.',
    ],
    [
      { sync: 'OutOfSync' as const },
      'It is healthy but OutOfSync in staging: sync it there first.',
    ],
    [
      { version: '1.4.3' },
      '1.4.2 does not run in staging, which runs 1.4.3. Bring it there first.',
    ],
  ])('keep back what is not healthy in the source: %j', async (state, says) => {
    const { verdict, find } = await bench.ask(
      {},
      { from: deploymentState('staging', state) },
    );

    expect(verdict).toBe('deny');
    expect(find('healthy')).toMatchObject({ state: 'closed', message: says });
  });

  it('know a version that was healthy before another replaced it', async () => {
    const from = deploymentState('staging', { version: '1.4.3' });
    await stayed('1.4.2', '2026-11-25T12:00:00Z', '2026-11-25T13:00:00Z');
    const soak = { gates: [{ type: 'soak', minutes: 30 }] };

    const good = await bench.ask(soak, { from });
    expect(good.find('healthy')?.message).toBe(
      'Was healthy in staging to 13:00 UTC.',
    );
    expect(good.find('soak')?.state).toBe('open');

    await stayed(
      '1.4.2',
      '2026-11-25T13:10:00Z',
      '2026-11-25T13:50:00Z',
      'Degraded',
    );
    expect((await bench.ask(soak, { from })).verdict).toBe('deny');
  });

  it('keep back an older version, and say how to go back', async () => {
    const to = deploymentState('prod', { version: '1.10.0' });
    const { find } = await bench.ask({}, { to });

    expect(find('not-older')).toMatchObject({
      state: 'closed',
      message:
        '1.4.2 is older than 1.10.0, which runs in prod. To go back, roll back the promotion that brought 1.10.0.',
    });
  });

  it.each([
    ['1.9', '1.10', 'closed'],
    ['2026.11.05', '2026.01.07.3', 'open'],
    ['v1.4', '1.3.9', 'open'],
    ['20261128124500123', '20261128124500124', 'closed'],
  ])('compare %s with %s by their numbers', async (version, running, state) => {
    const to = deploymentState('prod', { version: running });
    const { find } = await bench.ask({}, { version, to });
    expect(find('not-older')?.state).toBe(state);
  });

  it('compare by tags also where a digest alone is known of what runs', async () => {
    const digest = `sha256:${'c'.repeat(64)}`;
    const image = `registry.example/shop:1.10.0@${digest}`;
    const to = deploymentState('prod', {
      version: digest,
      image: `registry.example/shop@${digest}`,
    });
    expect((await bench.ask({}, { to })).find('not-older')).toMatchObject({
      state: 'open',
      message: expect.stringContaining('cannot be compared'),
    });

    await stayed(
      '1.10.0',
      '2026-11-24T10:00:00Z',
      '2026-11-24T11:00:00Z',
      'Healthy',
      image,
    );
    expect((await bench.ask({}, { to })).find('not-older')?.state).toBe(
      'closed',
    );
  });

  it('compare versions without a number by their arrival, and say when nobody knows', async () => {
    const commits = {
      version: 'abc',
      to: deploymentState('prod', { version: 'def' }),
      from: deploymentState('staging', { version: 'abc' }),
    };
    expect((await bench.ask({}, commits)).find('not-older')).toMatchObject({
      state: 'open',
      message: expect.stringContaining('cannot be compared'),
    });

    await stayed('abc', '2026-11-24T10:00:00Z', '2026-11-24T11:00:00Z');
    await stayed('def', '2026-11-24T11:00:00Z', '2026-11-24T12:00:00Z');
    expect((await bench.ask({}, commits)).find('not-older')?.state).toBe(
      'closed',
    );
  });
});

describe('soak', () => {
  const gates = [{ type: 'soak', minutes: 30 }];
  const healthyFor = (minutes: number) => ({
    from: deploymentState('staging', {
      healthySince: new Date(bench.clock.now() - minutes * 60_000),
    }),
  });

  it('counts minutes, and says when it opens', async () => {
    const { find, verdict } = await bench.ask({ gates }, healthyFor(12));

    expect(verdict).toBe('deny');
    expect(find('soak')).toEqual({
      id: 'soak',
      type: 'soak',
      title: 'Soaked 30 min',
      state: 'closed',
      message: 'Soaked 12 of 30 min in staging, opens 14:20 UTC.',
      progress: { value: 12, of: 30, unit: 'min' },
      opensAt: '2026-11-25T14:20:00.000Z',
    });
  });

  it('opens with the last second, not before', async () => {
    expect((await bench.ask({ gates }, healthyFor(29.99))).verdict).toBe(
      'deny',
    );
    expect((await bench.ask({ gates }, healthyFor(30))).verdict).toBe('allow');
  });

  it('does not count the time of another version', async () => {
    const { from } = healthyFor(60);
    const { find } = await bench.ask(
      { gates },
      { from: { ...from, version: '1.4.1' } },
    );

    expect(find('soak')?.message).toBe(
      'Soaked 0 of 30 min: begins once it is healthy in staging.',
    );
  });
});

describe('freezes', () => {
  const freeze = (change: object = {}) =>
    bench.freezes.insert(
      {
        id: 'aaaaaaaa-0000-4000-8000-000000000001',
        environment: 'prod',
        reason: 'Black Friday',
        startsAt: new Date('2026-11-25T14:00:00Z'),
        endsAt: new Date('2026-11-25T16:00:00Z'),
        createdBy: 'user:default/ada',
        ...change,
      },
      new Date(bench.clock.now()),
    );

  it('stop everything, and say whose they are and when they open', async () => {
    await freeze();

    expect((await bench.ask()).find('freeze')).toMatchObject({
      state: 'closed',
      message:
        'Freeze "Black Friday" by ada holds in prod to 16:00 UTC. Opens 16:00 UTC, or when platform-team ends it.',
      opensAt: '2026-11-25T16:00:00.000Z',
      owner: 'group:default/platform-team',
    });
  });

  it('open only when the last of several that overlap is over', async () => {
    await freeze();
    await freeze({
      id: 'aaaaaaaa-0000-4000-8000-000000000002',
      reason: 'Audit',
      startsAt: new Date('2026-11-25T15:00:00Z'),
      endsAt: new Date('2026-11-25T17:30:00Z'),
    });
    // A recurring one that begins within the second, and ends last.
    const freezes = [
      {
        schedule: '0 18 * * *',
        duration: 'PT2H',
        timeZone: 'Europe/Berlin',
        reason: 'Nights',
      },
    ];

    const { find } = await bench.ask({ freezes });
    expect(find('freeze')?.opensAt).toBe('2026-11-25T19:00:00.000Z');
    expect(find('freeze')?.message).not.toContain('Audit');
  });

  it('stop only the services and the environment that they name', async () => {
    await freeze({ services: ['component:default/other'] });
    await freeze({
      id: 'aaaaaaaa-0000-4000-8000-000000000002',
      environment: 'staging',
    });

    expect((await bench.ask()).verdict).toBe('allow');
  });

  it('hold back what an environment defines but nobody can read', async () => {
    const { find } = await bench.ask({
      freezes: [
        {
          schedule: 'weekends',
          duration: 'PT1H',
          timeZone: 'UTC',
          reason: 'x',
        },
      ],
    });

    expect(find('freeze')).toMatchObject({
      state: 'closed',
      message: expect.stringMatching(
        /A freeze cannot be read: spec\.freezes\[0\]\.schedule is "weekends"/,
      ),
    });
    expect(find('freeze')?.opensAt).toBeUndefined();
  });
});

describe('a rollback', () => {
  const strict = {
    gates: [
      { type: 'soak', minutes: 30 },
      { type: 'approval', by: 'owner-leads' },
      { type: 'required-check', name: 'smoke' },
    ],
  };

  it('waits for no soak, approval, check or newer version', async () => {
    const { reports } = await bench.ask(strict, {
      rollback: true,
      source: undefined,
      from: undefined,
      version: '1.0.0',
    });

    expect(reports.map(({ id }) => id)).toEqual(['freeze']);
  });

  it('obeys a freeze until a person passes over it with a reason', async () => {
    const freezes = [
      { schedule: '0 0 * * *', duration: 'P1D', timeZone: 'UTC', reason: 'x' },
    ];
    const held = await bench.ask({ freezes }, { rollback: true });
    const passed = await bench.ask(
      { freezes },
      { rollback: true, freezeOverride: 'Payments fail' },
    );
    const notForPromotions = await bench.ask(
      { freezes },
      { freezeOverride: 'In a hurry' },
    );

    expect(held.verdict).toBe('deny');
    expect(passed.find('freeze')).toMatchObject({
      state: 'open',
      message: expect.stringContaining('Passed over: Payments fail'),
    });
    expect(notForPromotions.verdict).toBe('deny');
  });
});

describe('a required check', () => {
  const gates = [{ type: 'required-check', name: 'smoke' }];
  const report = (state: 'pending' | 'passed' | 'failed', version = '1.4.2') =>
    bench.checks.put({
      service: SHOP,
      version,
      name: 'smoke',
      state,
      url: 'https://ci.example/1',
      reportedBy: 'ci',
      reportedAt: new Date('2026-11-25T13:00:00Z'),
    });

  it('opens for the version that passed, by its newest report alone', async () => {
    await report('passed', '1.4.1');
    expect((await bench.ask({ gates })).find('required-check')?.message).toBe(
      'Check "smoke" has not reported on 1.4.2. Run it; its job reports to the portal.',
    );

    await report('passed');
    expect((await bench.ask({ gates })).verdict).toBe('allow');

    await report('failed');
    expect((await bench.ask({ gates })).find('required-check')).toMatchObject({
      state: 'closed',
      url: 'https://ci.example/1',
      message: expect.stringMatching(/failed on 1\.4\.2 13:00 UTC\./),
    });
  });
});

describe('approval', () => {
  const asked = async (settings: object, change = {}) =>
    (
      await bench.ask({ gates: [{ type: 'approval', ...settings }] }, change)
    ).find('approval');

  it('asks the leads of the owner, and nobody who asked', async () => {
    expect(await asked({ by: 'owner-leads', fourEyes: true })).toMatchObject({
      state: 'asks',
      title: 'Approval by owner-leads',
      message: 'Needs the approval of 1 person of A Leads, not by who asks.',
      approval: { groups: ['group:default/a-leads'], count: 1, fourEyes: true },
    });
  });

  it('asks the owner when it has no leads', async () => {
    const service = {
      ref: SHOP,
      name: 'shop',
      owner: 'group:default/platform-team',
    };
    expect(
      (await asked({ by: 'owner-leads' }, { service }))?.approval?.groups,
    ).toEqual(['group:default/platform-team']);
  });

  it('asks any of several groups', async () => {
    expect(
      (await asked({ by: ['environment-owner', 'group:team-a'], count: 2 }))
        ?.approval,
    ).toEqual({
      groups: ['group:default/platform-team', 'group:default/team-a'],
      count: 2,
      fourEyes: false,
    });
  });

  it.each([
    [
      { by: 'group:default/a-leeds' },
      {},
      /names group:default\/a-leeds, which the catalog does not have/,
    ],
    [
      { by: 'owner-leads' },
      { service: { ref: SHOP, name: 'shop' } },
      /shop has no owner/,
    ],
  ])(
    'is closed when nobody could ever approve: %j',
    async (settings, change, says) => {
      expect(await asked(settings, change)).toMatchObject({
        state: 'closed',
        message: expect.stringMatching(says),
      });
    },
  );
});

describe('a policy', () => {
  const gates = [{ type: 'rule', policy: 'release' }];
  const write = (rules: string, file = 'release.yaml') => {
    policies.addContent({ [file]: `name: release\nrules:\n${rules}` });
    bench.clock.advance(10_000);
  };

  it('asks, denies and allows with its own words, each rule by itself', async () => {
    write(`
  - { name: major, when: "version.startsWith('1.')", effect: gate, message: "Look at \${version}.", approvers: { by: owner-leads } }
  - { name: never, when: "to.version == '1.4.0'", effect: deny, message: "Not after \${to.version}." }
  - { name: fine, when: "service.owner != ''", effect: allow, message: Owned. }`);
    const { reports, verdict } = await bench.ask({ gates });

    expect(verdict).toBe('deny');
    expect(
      reports
        .filter(({ type }) => type === 'rule')
        .map(({ id, state, message }) => [id, state, message]),
    ).toEqual([
      ['rule/never', 'closed', 'Not after 1.4.0. (rule "never")'],
      [
        'rule/major',
        'asks',
        'Look at 1.4.2. (rule "major") Needs the approval of 1 person of A Leads.',
      ],
      ['rule/fine', 'open', 'Owned. (rule "fine")'],
    ]);
  });

  it('closes when a rule cannot be evaluated', async () => {
    write(
      `  - { name: odd, when: "to.nothing > 1", effect: allow, message: x }`,
    );

    expect((await bench.ask({ gates })).find('rule/odd')).toMatchObject({
      state: 'closed',
      message: expect.stringMatching(
        /"odd" cannot be evaluated: field not found/,
      ),
    });
  });

  it('closes with file, line and column when it is written wrong, and opens once it is mended', async () => {
    write(
      `  - name: typo\n    when: versoin == "1"\n    effect: deny\n    message: x`,
    );
    expect((await bench.ask({ gates })).find('rule')).toMatchObject({
      state: 'closed',
      message: expect.stringMatching(
        /release\.yaml:4: rules\[0\]\.when, line 1, column 1: There is no versoin/,
      ),
    });

    write(
      `  - name: typo\n    when: version == "1"\n    effect: deny\n    message: x`,
    );
    expect((await bench.ask({ gates })).verdict).toBe('allow');
  });

  it('closes when there is none of its name, or two', async () => {
    expect((await bench.ask({ gates })).find('rule')?.message).toMatch(
      /There is no policy "release"/,
    );

    write(`  - { name: a, when: "false", effect: deny, message: x }`);
    write(`  - { name: a, when: "false", effect: deny, message: x }`, 'b.yml');
    expect((await bench.ask({ gates })).find('rule')?.message).toMatch(
      /both hold policy "release"/,
    );
  });
});

describe('a gate that is set up wrong', () => {
  it.each([
    [
      { type: 'soaked', minutes: 1 },
      'file:/platform/prod.yaml: spec.gates[0].type is "soaked", which is no gate. Use one of approval, freeze, healthy, not-older, required-check, rule, setback, soak.',
    ],
    [
      { type: 'soak', minutes: 'ten' },
      'file:/platform/prod.yaml: spec.gates[0].minutes: Write a number of minutes.',
    ],
    [{ type: 'soak' }, /spec\.gates\[0\]\.minutes/],
    [{ type: 'soak', minutes: 1, hours: 2 }, /spec\.gates\[0\].*hours/],
    [{ type: 'approval', by: [] }, /spec\.gates\[0\]\.by: Write owner-leads/],
  ])('is closed and says where to look: %j', async (gate, says) => {
    const { verdict, reports } = await bench.ask({ gates: [gate] });

    expect(verdict).toBe('deny');
    expect(reports.find(({ type }) => type === gate.type)?.message).toMatch(
      says,
    );
  });

  it('is closed when it throws, and the others still speak', async () => {
    bench.registry.add({
      type: 'broken',
      schema: z.strictObject({}),
      title: () => 'Broken',
      evaluate: async () => {
        throw new Error('no answer from ci.example');
      },
    });
    const { reports, find } = await bench.ask({ gates: [{ type: 'broken' }] });

    expect(find('broken')?.message).toBe(
      'The gate could not be evaluated: no answer from ci.example. It stays closed until it can.',
    );
    expect(reports).toHaveLength(4);
  });

  it('cannot take the type of another', () => {
    expect(() =>
      bench.registry.add({
        type: 'soak',
        schema: z.strictObject({}),
        title: () => '',
        evaluate: async () => [],
      }),
    ).toThrow(/Two gates have the type "soak"/);
  });
});
