import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { Folder } from '../__testUtils__/runCommand';
import { VERSION } from '../version';

const DIALECT = `# who we are
apiVersion: score.dev/v1b1
metadata:
  name: shop
containers:
  app:
    image: .
    variables:
      HOST: "\${resources.db.host}" # where the data is
resources:
  # the orders
  - name: db
    type: postgres
    properties:
      version: "16"
`;

const FIXED = `# who we are
apiVersion: score.dev/v1b1
metadata:
  name: shop
containers:
  app:
    image: .
    variables:
      HOST: "\${resources.db.host}" # where the data is
resources:
  # the orders
  db:
    type: postgres
    params:
      version: "16"
`;

let folder: Folder;
beforeEach(() => {
  folder = new Folder();
  folder.write('score.yaml', DIALECT);
});
afterEach(() => folder.remove());

describe('validate', () => {
  it('refuses with every reason, its place, and the word to run fix', async () => {
    const { code, stdout } = await folder.run(['validate', 'score.yaml']);
    expect(code).toBe(1);
    expect(stdout)
      .toBe(`score.yaml:10:1: error resources is a list; Score takes a map (dialect/resources-list)
    fix: write resources as a map with the name as key
score.yaml:14:5: error properties is not known in a resource; Score takes params (dialect/properties)
    at resources.db.properties
    fix: write params
score.yaml: not valid, 2 errors; run \`score fix score.yaml\` to mend all 2
`);
  });

  it('ends with 0 though there are warnings', async () => {
    folder.write(
      'old.yaml',
      `${FIXED.replace(
        '    image: .',
        '    image: .\n    files: [{ target: /a, content: x }]',
      )}`,
    );
    const { code, stdout } = await folder.run(['validate', 'old.yaml']);
    expect(code).toBe(0);
    expect(stdout).toContain('old.yaml: valid, 1 warning');
  });

  it('writes JSON', async () => {
    const { code, stdout } = await folder.run([
      'validate',
      'score.yaml',
      '--format',
      'json',
    ]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      valid: false,
      files: [
        {
          file: 'score.yaml',
          valid: false,
          diagnostics: [
            {
              code: 'dialect/resources-list',
              position: { line: 10, column: 1 },
            },
            { code: 'dialect/properties', fix: { automatic: true } },
          ],
        },
      ],
    });
  });

  it('writes SARIF', async () => {
    const { stdout } = await folder.run([
      'validate',
      'score.yaml',
      '--format',
      'sarif',
    ]);
    const sarif = JSON.parse(stdout);
    expect(sarif.version).toBe('2.1.0');
    expect(sarif.runs[0].results[1]).toMatchObject({
      ruleId: 'dialect/properties',
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'score.yaml' },
            region: { startLine: 14, startColumn: 5 },
          },
        },
      ],
    });
  });

  it('reads standard input and overrides', async () => {
    const { code } = await folder.run(
      ['validate', '-', '--override-property', 'metadata.name=other'],
      { stdin: FIXED },
    );
    expect(code).toBe(0);
    folder.write('over.yaml', 'metadata: { name: "NO" }');
    const bad = await folder.run(
      ['validate', '-', '--overrides-file', 'over.yaml'],
      {
        stdin: FIXED,
      },
    );
    expect(bad.code).toBe(1);
    expect(bad.stdout).toContain('over.yaml:1:19:');
  });

  it('lays over each file what is beside it for an environment', async () => {
    folder.write('one.yaml', FIXED);
    folder.write('one.prod.yaml', 'containers: { app: { image: 7 } }');
    folder.write('two.yaml', FIXED);
    const files = ['validate', 'one.yaml', 'two.yaml'];
    expect((await folder.run([...files, '-e', 'dev'])).code).toBe(0);
    const { code, stdout } = await folder.run([...files, '-e', 'prod']);
    expect(code).toBe(1);
    expect(stdout).toContain('one.prod.yaml:1:');
    expect(stdout).not.toContain('two.prod.yaml');
  });

  it('takes no file of an environment for none when it cannot be read', async () => {
    folder.write('score.prod.yaml/inside.yaml', FIXED);
    const { code, stderr } = await folder.run([
      ...['validate', 'score.yaml', '--environment', 'prod'],
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain('cannot read score.prod.yaml: it is a folder');
  });

  it('is coloured on a terminal only', async () => {
    const seen: string[] = [];
    const stdout = {
      isTTY: true,
      write: (text: string) => void seen.push(text),
    };
    await folder.run(['validate', 'score.yaml'], { stdout });
    expect(seen.join('')).toContain('\u001b[31merror\u001b[39m');
    seen.length = 0;
    await folder.run(['validate', 'score.yaml'], {
      stdout,
      env: { NO_COLOR: '1' },
    });
    expect(seen.join('')).not.toContain('\u001b');
    expect((await folder.run(['validate', 'score.yaml'])).stdout).not.toContain(
      '\u001b',
    );
  });
});

describe('fix', () => {
  it('rewrites the file once, and keeps comments and order', async () => {
    const { code, stdout } = await folder.run(['fix', 'score.yaml']);
    expect(code).toBe(0);
    expect(stdout).toContain('score.yaml: mended, valid');
    expect(folder.read('score.yaml')).toBe(FIXED);
    const again = await folder.run(['fix', 'score.yaml']);
    expect(again.stdout).toBe('score.yaml: nothing to mend\n');
    expect((await folder.run(['validate', 'score.yaml'])).code).toBe(0);
  });

  it('with --check changes nothing and ends with 1', async () => {
    const { code } = await folder.run(['fix', '--check', 'score.yaml']);
    expect(code).toBe(1);
    expect(folder.read('score.yaml')).toBe(DIALECT);
  });

  it('with --stdout writes there, and findings to standard error', async () => {
    const { stdout, stderr } = await folder.run([
      'fix',
      '--stdout',
      'score.yaml',
    ]);
    expect(stdout).toBe(FIXED);
    expect(stderr).toContain('mended');
    expect(folder.read('score.yaml')).toBe(DIALECT);
  });

  it('keeps the line ends of Windows', async () => {
    folder.write('score.yaml', DIALECT.replaceAll('\n', '\r\n'));
    await folder.run(['fix', 'score.yaml']);
    expect(folder.read('score.yaml')).toBe(FIXED.replaceAll('\n', '\r\n'));
  });

  it('says what it cannot do without guessing', async () => {
    folder.write(
      'two.yaml',
      `apiVersion: score.dev/v1b1
metadata: { name: shop }
containers: { aa: { image: x }, bb: { image: x } }
resources: { limits: { cpu: "1" } }
`,
    );
    const { code, stdout } = await folder.run(['fix', 'two.yaml']);
    expect(code).toBe(1);
    expect(stdout).toContain(
      'limits stands outside of the containers; which of aa, bb it is for cannot be told',
    );
  });
});

describe('render', () => {
  it('normalises in memory, warns, and leaves the file alone', async () => {
    const { code, stdout, stderr } = await folder.run([
      'render',
      'score.yaml',
      '-i',
      'shop:1',
    ]);
    expect(code).toBe(0);
    expect(stderr).toContain('warning resources is a list');
    expect(folder.read('score.yaml')).toBe(DIALECT);
    folder.write('fixed.yaml', FIXED);
    const fixed = await folder.run(['render', 'fixed.yaml', '-i', 'shop:1']);
    expect(fixed.stdout).toBe(stdout);
    expect(fixed.stderr).toBe('');
    const [deployment] = parseAllDocuments(stdout).map(doc => doc.toJS());
    expect(deployment.spec.template.spec.containers[0]).toEqual({
      name: 'app',
      image: 'shop:1',
      env: [
        {
          name: 'HOST',
          valueFrom: { secretKeyRef: { name: 'shop-db', key: 'host' } },
        },
      ],
    });
  });

  it('takes outputs, a profile and a tier from files', async () => {
    folder.write('outputs.yaml', 'db: { host: db.internal }\n');
    folder.write('profile.yaml', 'tiers: { prod: { replicas: 3 } }\n');
    const { stdout } = await folder.run([
      'render',
      'score.yaml',
      '-i',
      'app=shop:1',
      '--outputs',
      'outputs.yaml',
      '--profile',
      'profile.yaml',
      '--tier',
      'prod',
      '-n',
      'live',
      '--format',
      'json',
    ]);
    const { objects } = JSON.parse(stdout);
    expect(objects[0].metadata.namespace).toBe('live');
    expect(objects[0].spec.replicas).toBe(3);
    expect(objects[0].spec.template.spec.containers[0].env).toEqual([
      { name: 'HOST', value: 'db.internal' },
    ]);
  });

  it('writes a Compose file and what stands beside it', async () => {
    folder.write(
      'bin.yaml',
      FIXED.replace(
        '    image: .',
        '    image: x\n    files: { /a: { binaryContent: AAEC } }',
      ),
    );
    const refused = await folder.run([
      'render',
      '--target',
      'compose',
      'bin.yaml',
    ]);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    const { code } = await folder.run([
      'render',
      '--target',
      'compose',
      'bin.yaml',
      '-o',
      'out',
    ]);
    expect(code).toBe(0);
    const compose = parseAllDocuments(
      folder.read('out/compose.yaml'),
    )[0].toJS();
    const [{ file }] = Object.values<any>(compose.configs);
    expect(folder.read(`out/${file}`)).toBe('\u0000\u0001\u0002');
  });

  it('reads sources inside the folder of the Score file only', async () => {
    const withSource = (source: string) =>
      folder.write(
        'sub/score.yaml',
        FIXED.replace(
          '    image: .',
          `    image: x\n    files: { /a: { source: ${source} } }`,
        ),
      );
    folder.write('secret.txt', 'secret');
    folder.write('sub/near.txt', 'near');
    withSource('near.txt');
    expect((await folder.run(['render', 'sub/score.yaml'])).stdout).toContain(
      ': near',
    );
    withSource('../secret.txt');
    const { code, stderr } = await folder.run(['render', 'sub/score.yaml']);
    expect(code).toBe(1);
    expect(stderr).toContain('it lies outside of the folder of the Score file');
  });

  it('quotes what older readers of YAML take for a switch', async () => {
    folder.write(
      'score.yaml',
      FIXED.replace('"${resources.db.host}"', "'yes'"),
    );
    const { stdout } = await folder.run(['render', 'score.yaml']);
    expect(stdout).toContain('value: "yes"');
  });
});

describe('graph', () => {
  it('draws as text, mermaid and dot, and lists as JSON', async () => {
    const run = async (format: string) =>
      (await folder.run(['graph', 'score.yaml', '--format', format])).stdout;
    expect(await run('human')).toBe(`shop: starts app

Resources, in the order to provide them:
  1. postgres.default#shop.db
     used by shop as db
`);
    expect(await run('mermaid')).toContain('  w1 --> r1');
    expect(await run('dot')).toContain('"shop" -> "postgres.default#shop.db";');
    expect(JSON.parse(await run('json')).resources[0].uid).toBe(
      'postgres.default#shop.db',
    );
  });
});

describe('explain', () => {
  it.each([
    ['containers.*.before', 'starts `app` after `migrate` has ended'],
    ['containers.web.resources.limits.memory', 'Form: ^'],
    ['schema/type', 'A value is of the wrong kind'],
    ['score.yaml', 'It needs db: postgres.default#shop.db'],
  ])('%s', async (name, text) => {
    const { code, stdout } = await folder.run(['explain', name]);
    expect(code).toBe(0);
    expect(stdout).toContain(text);
  });

  it('guesses what was meant', async () => {
    expect(await folder.run(['explain', 'schema/tpye'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('did you mean schema/type?'),
    });
  });
});

describe('a command that is not right ends with 2 and says why', () => {
  it.each([
    [['valdiate', 'x'], 'valdiate is not a verb'],
    [['validate'], 'validate takes at least one file'],
    [['validate', 'nope.yaml'], 'cannot read nope.yaml: there is no such file'],
    [
      ['validate', 'score.yaml', '--format', 'xml'],
      '--format xml is not known',
    ],
    [
      ['validate', 'score.yaml', '--tier', 'x'],
      '--tier is not an option of validate',
    ],
    [['validate', '--nope'], "Unknown option '--nope'"],
    [
      ['render', 'score.yaml', '--target', 'nomad'],
      '--target nomad is not known',
    ],
    [['render', 'score.yaml', '-i', 'apq=x'], 'did you mean app?'],
    [
      ['render', 'score.yaml', '--profile', 'score.yaml'],
      'must NOT have additional properties: apiVersion',
    ],
    [
      ['validate', 'score.yaml', 'score.yaml', '--override-property', 'a=b'],
      'overrides are for one file',
    ],
    [['validate', '-', '--watch'], 'standard input cannot be watched'],
    [['validate', '-', '-e', 'prod'], 'standard input is none'],
    [
      ['validate', 'score.yaml', '-e', 'prod', '--overrides-file', 'a.yaml'],
      'give one of them',
    ],
  ])('%j', async (args, message) => {
    const { code, stdout, stderr } = await folder.run(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  it('help is not one', async () => {
    const { code, stdout } = await folder.run(['--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('score validate FILE');
  });
});

it('--watch runs again when the file changes, and ends with the last verdict', async () => {
  const stop = new AbortController();
  const seen: string[] = [];
  let heard = () => {};
  const until = (text: string) =>
    new Promise<void>(done => {
      heard = () => seen.join('').includes(text) && done();
      heard();
    });
  const stream = { write: (text: string) => void (seen.push(text), heard()) };
  const running = folder.run(['validate', '--watch', 'score.yaml'], {
    signal: stop.signal,
    stdout: stream,
    stderr: stream,
  });
  await until('watching');
  folder.write('score.yaml', FIXED);
  await until('score.yaml: valid');
  stop.abort();
  expect((await running).code).toBe(0);
});

describe('the program', () => {
  const bin = resolve(__dirname, '../../bin/score.mjs');

  it('runs from its source without a build', () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [bin, 'validate', 'score.yaml'],
      { cwd: folder.path, encoding: 'utf8' },
    );
    expect(stderr).toBe('');
    expect(stdout).toContain('score.yaml: not valid, 2 errors');
    expect(status).toBe(1);
  });

  it('ends a watch on Ctrl-C', async () => {
    const child = spawn(
      process.execPath,
      [bin, 'validate', '-w', 'score.yaml'],
      {
        cwd: folder.path,
      },
    );
    const watching = new Promise<void>(done =>
      child.stderr.on(
        'data',
        data => String(data).includes('watching') && done(),
      ),
    );
    await watching;
    child.kill('SIGINT');
    const [code] = await once(child, 'exit');
    expect(code).toBe(1);
  });
});

it('names the version of its package', () => {
  const { version } = jest.requireActual('../../package.json');
  expect(VERSION).toBe(version);
});
