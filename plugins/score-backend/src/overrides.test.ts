import { TestDatabases } from '@backstage/backend-test-utils';
import type { Run } from '@towpath/plugin-runs-common';
import { until } from '@towpath/test-kit';
import type { Knex } from 'knex';
import { ScoreTestPlatform, TEAM } from './__testUtils__/ScoreTestPlatform';
import { ShelfDriver } from './__testUtils__/ShelfDriver';
import { shelfDefinition } from './__testUtils__/shelfDefinition';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const SHELF = shelfDefinition();

const SCORE = `
apiVersion: score.dev/v1b1
metadata:
  name: shop
containers:
  shop:
    image: .
    variables:
      SHELF: \${resources.shelf.host}
      PASSWORD: \${resources.shelf.password}
      LEVEL: debug
resources:
  shelf:
    type: shelf
    params: { size: 1 }
`;

const level = (text: string) =>
  `containers:\n  shop:\n    variables:\n      LEVEL: ${text}\n`;

const OVERRIDE = 'score.prod.yaml';

let knex: Knex;
let platform: ScoreTestPlatform;

beforeAll(async () => {
  knex = await databases.init('POSTGRES_18');
  platform = await ScoreTestPlatform.start({
    knex,
    drivers: [new ShelfDriver()],
    definitions: { 'shelf.yaml': SHELF },
    people: { ada: [TEAM] },
    automatic: ['dev', 'prod'],
    hookSecret: 'h'.repeat(40),
  });
  await platform.createRepository(SCORE);
  await platform.createApplication('dev');
  await platform.createApplication('prod');
  await platform.provision(await platform.plan('dev'));
  await platform.provision(await platform.plan('prod'));
});
afterAll(() => platform?.stop());

const push = (files: Record<string, string>, branch?: string) =>
  platform.delivery.push(files, branch);

const manifestsOf = (environment: string) =>
  platform.file(`apps/shop/overlays/${environment}/manifests.yaml`);

const runs = async (): Promise<Run[]> =>
  (await platform.as('ada').get('/runs/runs?subject=component:default/shop'))
    .body.items;

const environmentOf = async (environment: string) =>
  (
    await platform.as('ada').get('/score/services/component/default/shop')
  ).body.environments.find((one: any) => one.name === environment);

describe('what lies beside the Score file for an environment', () => {
  beforeAll(() => push({ [OVERRIDE]: level('warn') }));

  it('is laid over it there, and nowhere else, and the plan says so', async () => {
    const prod = await platform.plan('prod');
    expect(prod.override).toMatchObject({
      name: OVERRIDE,
      url: expect.stringContaining(`/src/branch/main/${OVERRIDE}`),
    });
    const [{ after }] = prod.files;
    expect(after).toContain('value: warn');
    expect(after).toMatch(/^# .*score\.yaml with score\.prod\.yaml\.$/m);
    const dev = await platform.plan('dev');
    expect(dev.override).toBeUndefined();
    expect(dev.hasEffect).toBe(false);
  });

  it('is named when its environment is not there, and not passed over', async () => {
    await push({
      'score.prd.yaml': level('warn'),
      'score.provisioners.yaml': '',
    });
    const { body } = await platform
      .as('ada')
      .get('/score/services/component/default/shop');
    expect(body.file.diagnostics).toEqual([
      {
        severity: 'warning',
        code: 'stray-override',
        message:
          'score.prd.yaml is laid over nothing: there is no environment "prd". Did you mean score.prod.yaml?',
      },
    ]);
  });

  it('is done as it was shown, whatever has become of it since', async () => {
    const shown = await platform.plan('prod');
    await push({ [OVERRIDE]: level('silent') });
    const later = await platform.plan('prod');
    expect(later.digest).not.toBe(shown.digest);
    const run = await platform.provision(shown);
    expect(run).toMatchObject({
      status: 'succeeded',
      details: { override: { name: OVERRIDE } },
    });
    expect(await manifestsOf('prod')).toContain('value: warn');
  });

  it('changes nothing where it says the same as the Score file', async () => {
    await push({ 'score.dev.yaml': '# Nothing yet\n' });
    const { resources } = await platform.plan('dev');
    expect(resources.every((one: any) => one.action === 'none')).toBe(true);
    await push({ 'score.dev.yaml': level('debug') });
  });

  it.each([
    ['is a list', '- a\n', 1],
    ['is of another workload', 'metadata:\n  name: other\n', 2],
    ['takes away what is needed', 'containers:\n  shop:\n    image:\n', 3],
    [
      'has what no definition knows',
      'resources:\n  shelf:\n    type: cellar\n',
      3,
    ],
  ])('that %s is refused at its line', async (_, text, line) => {
    await push({ [OVERRIDE]: text });
    const { whyNot, diagnostics } = await platform.plan('prod');
    expect(whyNot).toContain('errors');
    const place = { severity: 'error', file: OVERRIDE, line };
    expect(diagnostics).toEqual(
      expect.arrayContaining([expect.objectContaining(place)]),
    );
    expect((await platform.plan('dev')).whyNot).toBeUndefined();
    await push({ [OVERRIDE]: level('warn') });
  });

  it('is said on the page of the service, with what is wrong with it', async () => {
    await push({ [OVERRIDE]: 'metadata:\n  name: other\n' });
    expect((await environmentOf('prod')).override).toMatchObject({
      name: OVERRIDE,
      diagnostics: [{ file: OVERRIDE, line: 2, severity: 'error' }],
    });
    await push({ [OVERRIDE]: level('warn') });
    expect((await environmentOf('prod')).override.diagnostics).toEqual([]);
  });
});

describe('a text that somebody tries', () => {
  const ask = async (path: string, body: object) =>
    (
      await platform.as('ada').post(`/score/${path}`, {
        ...{ service: 'shop', environment: 'prod', ...body },
      })
    ).body;

  it('is shown with what the repository has for the environment', async () => {
    const { manifests, override } = await ask('render', { score: SCORE });
    expect(override).toMatchObject({ name: OVERRIDE });
    expect(manifests).toContain('value: warn');
    expect((await ask('plans', { score: SCORE })).override).toMatchObject({
      name: OVERRIDE,
    });
  });

  it('is shown with what is given beside it instead, which may be nothing', async () => {
    const none = await ask('render', { score: SCORE, override: '' });
    expect(none.override).toBeUndefined();
    expect(none.manifests).toContain('value: debug');
    const own = { score: SCORE, override: level('${resources.none.host}') };
    expect(await ask('validate', own)).toMatchObject({
      valid: false,
      diagnostics: [{ file: OVERRIDE, line: 4 }],
    });
  });

  it('is asked for where only what is laid over it is given', async () => {
    const { error } = await ask('render', { override: level('warn') });
    expect(error.message).toContain('score, which is not given');
  });
});

describe('a push', () => {
  const toldAndDone = async () => {
    await until(
      'what was told has been looked at',
      () => knex('score.looks').whereRaw(`what->>'type' <> 'run'`),
      looks => looks.length === 0,
    );
    return until('runs have ended', runs, all =>
      all.every(({ endedAt }) => endedAt),
    );
  };

  it('that changes it alone is provided in its environment alone, and says so', async () => {
    await platform.runTask('sweep-score-files');
    await push({ 'README.md': 'A first push that is told' });
    await toldAndDone();
    const before = await runs();
    const sha = await push({ [OVERRIDE]: level('error') });
    const now = await until(
      'it has begun',
      runs,
      all => all.length > before.length,
    );
    const [newest] = now;
    expect(newest).toMatchObject({
      where: 'prod',
      reason: `By itself, because of commit ${sha.slice(0, 12)} by Ada Okafor`,
    });
    expect(await toldAndDone()).toHaveLength(before.length + 1);
    expect(await manifestsOf('prod')).toContain('value: error');
    expect(await manifestsOf('dev')).toContain('value: debug');
  });

  it('to a pull request that changes it alone shows its environment alone', async () => {
    await push({ [OVERRIDE]: level('trace') }, 'louder');
    const { number } = await platform.delivery.api('POST', '/pulls', {
      ...{ head: 'louder', base: 'main', title: 'Louder' },
    });
    const [{ body }] = await until<any[]>(
      'it is told',
      () => platform.delivery.api('GET', `/issues/${number}/comments`),
      all => all.length > 0,
    );
    expect(body).toContain('shop in prod');
    expect(body).not.toContain('shop in dev');
    expect(body).toContain('With score.prod.yaml');
  });
});

describe('a promotion', () => {
  it('shows and renders what its version has for the target', async () => {
    await push({ [OVERRIDE]: level('info'), 'score.yaml': SCORE });
    await platform.release('2.0.0');
    // What is on main since, and in prod by itself, is another version's.
    await push({ [OVERRIDE]: level('late') });
    await until(
      'prod has what is on main',
      () => manifestsOf('prod'),
      text => text?.includes('value: late') ?? false,
    );
    const comparison = await platform.compare();
    expect(comparison.needs.notes).toEqual([
      `${OVERRIDE} is laid over its Score file`,
    ]);
    expect(comparison.needs.files[0].after).toContain('value: info');
  });
});
