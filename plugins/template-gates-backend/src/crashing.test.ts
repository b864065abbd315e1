import { TestDatabases } from '@backstage/backend-test-utils';
import { TrialProcess } from '@towpath/plugin-environment-backend/testUtils';
import { until } from '@towpath/test-kit';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { POLICY, TEMPLATE } from './__testUtils__/samples';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const folder = mkdtempSync(join(tmpdir(), 'template-gates-crash-'));
const made = join(folder, 'made');
const processes: TrialProcess[] = [];
let trial: object;

beforeAll(async () => {
  writeFileSync(join(folder, 'things.yaml'), POLICY);
  writeFileSync(made, '');
  const { client } = await databases.init('POSTGRES_18');
  const { user, password, host, port, database } = client.config.connection;
  trial = {
    postgres: { user, password, host, port, database },
    division: 'schema',
    gitUrl: 'http://127.0.0.1:1',
    gitAccount: { username: 'nobody', password: 'nothing' },
    argoCd: { url: 'http://127.0.0.1:1', token: 'none' },
    workDir: folder,
    made,
    config: {
      templateGates: {
        policies: [folder],
        secrets: { keys: [{ id: 'test', secret: 'k'.repeat(40) }] },
      },
      // What a killed process had claimed is taken up by the next one.
      scaffolder: {
        taskRecovery: { enabled: true, staleTimeout: { seconds: 2 } },
      },
    },
  };
});
afterAll(async () => {
  for (const one of processes) await one.kill();
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<TrialProcess> {
  const program = join(__dirname, '__testUtils__/trialBackend.ts');
  const one = await TrialProcess.start(program, trial);
  processes.push(one);
  return one;
}

const as = (name: string) => ({ authorization: `Bearer user:default/${name}` });

async function hold(backend: TrialProcess, name: string): Promise<string> {
  const { id } = await backend.post(
    '/scaffolder/v2/tasks',
    { templateRef: TEMPLATE, values: { name, database: 'large' } },
    as('ada'),
  );
  return id;
}

async function approve(backend: TrialProcess, id: string): Promise<void> {
  const run = await backend.get(`/runs/runs/${id}`, as('lea'));
  const { digest } = run.approval;
  await backend.post(`/runs/runs/${id}/approve`, { digest }, as('lea'));
}

const linesFor = (name: string) =>
  readFileSync(made, 'utf8')
    .split('\n')
    .filter(line => line.startsWith(`${name} `));

const isMade = (backend: TrialProcess, id: string) =>
  until(`task ${id} is done`, async () => {
    const task = await backend.get(`/scaffolder/v2/tasks/${id}`, as('ada'));
    return task.status === 'completed';
  });

it('stays held when the process is killed, and goes on in the next one', async () => {
  const first = await start();
  const id = await hold(first, 'survivor');
  await first.kill();

  const second = await start();
  const task = await second.get(`/scaffolder/v2/tasks/${id}`, as('ada'));
  expect(task).toMatchObject({ status: 'open', held: { run: id } });
  expect(linesFor('survivor')).toEqual([]);

  await approve(second, id);
  await isMade(second, id);
  expect(linesFor('survivor')).toEqual(['survivor by user:default/ada']);
});

it('is held for every process, and begins once however often they are killed', async () => {
  const [one, two] = [await start(), await start()];
  const ids: string[] = [];
  for (let n = 0; n < 4; n++) ids.push(await hold(one, `often${n}`));
  expect(
    await two.get(`/scaffolder/v2/tasks/${ids[0]}`, as('ada')),
  ).toMatchObject({ status: 'open', held: { run: ids[0] } });

  await Promise.all(ids.map(id => approve(one, id)));
  await Promise.all([one.kill(), two.kill()]);

  const three = await start();
  for (const id of ids) await isMade(three, id);
  const tasks = await three.get('/scaffolder/v2/tasks', as('ada'));
  for (let n = 0; n < 4; n++) {
    const begun = tasks.tasks.filter(
      ({ spec }: any) => spec.parameters.name === `often${n}`,
    );
    expect(begun).toHaveLength(1);
  }
});
