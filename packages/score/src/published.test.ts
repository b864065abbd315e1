import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readScore } from '.';
import { Consumer } from './__testUtils__/Consumer';
import { edited, INVALID, VALID } from './__testUtils__/verdicts';

const SCORE = `apiVersion: score.dev/v1b1
metadata: { name: orders }
containers: { app: { image: nginx } }
`;

/** Uses the public types as a stranger would. */
const PROGRAM = `
const result = readScore(${JSON.stringify(SCORE)}, { file: 'score.yaml' });
// @ts-expect-error: nothing says yet that there is a workload
result.workload.metadata;
if (!result.valid) throw new Error(result.diagnostics[0]?.message);
const profile: KubernetesProfile = {
  pod: { terminationGracePeriodSeconds: 30 },
  container: { securityContext: { readOnlyRootFilesystem: true } },
};
// @ts-expect-error: the fields of a pod are known
profile.pod = { terminationGraceSeconds: 30 };
const { objects } = renderKubernetes([result.workload], {});
console.log(objects.map(({ kind }) => kind).join());
`;

const consumer = new Consumer();
let tarball: string;
beforeAll(() => {
  tarball = consumer.pack();
  consumer.install(tarball);
});
afterAll(() => consumer.remove());

const manifest = () =>
  JSON.parse(readFileSync(join(consumer.installed, 'package.json'), 'utf8'));

const ownManifest = (folder: string) =>
  readFileSync(join(folder, 'package.json'), 'utf8');

describe('the package', () => {
  it('holds its licence and what is built, no sources', () => {
    const files = readdirSync(consumer.installed);
    expect(files.sort()).toEqual([
      'LICENSE',
      'README.md',
      'dist',
      'package.json',
    ]);
    const licence = (folder: string) =>
      readFileSync(join(folder, 'LICENSE'), 'utf8');
    expect(licence(consumer.installed)).toBe(
      licence(resolve(__dirname, '../../..')),
    );
  });

  it('names the licences of what stands in it', () => {
    const notices = readFileSync(
      join(consumer.installed, 'dist/THIRD-PARTY-NOTICES.txt'),
      'utf8',
    );
    for (const name of ['ajv', 'chokidar', 'kubernetes-models', 'yaml']) {
      expect(notices).toMatch(new RegExp(`^${name} \\d`, 'm'));
    }
  });

  it('brings nothing that only the build or the command needs', () => {
    expect(Object.keys(manifest().dependencies)).toEqual([
      '@noble/hashes',
      'leven',
      'yaml',
    ]);
    const all = readdirSync(join(consumer.path, 'node_modules'));
    expect(all.filter(one => !one.startsWith('.')).sort()).toEqual([
      '@noble',
      '@towpath',
      'leven',
      'yaml',
    ]);
  });

  it('may be published, and points at files that are there', () => {
    expect(manifest().private).toBeUndefined();
    const targets = JSON.stringify(manifest()).match(/\.\/dist\/[^"]+/g)!;
    expect(targets.length).toBeGreaterThan(8);
    for (const target of targets) {
      expect(readFileSync(join(consumer.installed, target))).not.toHaveLength(
        0,
      );
    }
  });

  // The command as a function is an ES module alone, for what TypeScript and Node find by exports.
  it('has nothing against it that publint and arethetypeswrong know', () => {
    const lint = resolve(__dirname, '../build/lintTarball.mjs');
    const ended = consumer.node(lint, tarball);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(ended.stdout)).toEqual([
      'arethetypeswrong: NoResolution ./cli node10',
      'arethetypeswrong: CJSResolvesToESM ./cli node16-cjs',
    ]);
  });

  it('leaves the manifest of the repository as it was', () => {
    expect(ownManifest(consumer.packed)).toBe(
      ownManifest(resolve(__dirname, '..')),
    );
  });

  it('puts that manifest back after a pack that was killed', () => {
    const build = join(consumer.packed, 'build/publishedManifest.mjs');
    consumer.write(
      'killed.mjs',
      `import { restoreManifest, swapManifest } from ${JSON.stringify(build)};
swapManifest();
swapManifest();
restoreManifest();
`,
    );
    expect(consumer.node('killed.mjs').code).toBe(0);
    expect(ownManifest(consumer.packed)).toBe(
      ownManifest(resolve(__dirname, '..')),
    );
  });
});

describe('the library', () => {
  it.each([
    ['esm.mjs', "import { readScore } from '@towpath/score';"],
    ['cjs.cjs', "const { readScore } = require('@towpath/score');"],
  ])('runs in %s', (name, load) => {
    consumer.write(
      name,
      `${load}\nconsole.log(readScore(${JSON.stringify(SCORE)}).valid);`,
    );
    expect(consumer.node(name)).toMatchObject({ code: 0, stdout: 'true\n' });
  });

  const load = `import { readScore, renderKubernetes } from '@towpath/score';
import type { KubernetesProfile } from '@towpath/score';
`;
  const node16 = ['--module', 'node16', '--moduleResolution', 'node16'];
  const bundler = ['--module', 'esnext', '--moduleResolution', 'bundler'];
  it.each([
    ['an ES module, node16', 'program.mts', node16],
    ['CommonJS, node16', 'program.cts', node16],
    ['a bundler', 'program.ts', bundler],
  ])('has types for %s', (_, name, options) => {
    consumer.write(name, `declare const console: any;\n${load}${PROGRAM}`);
    expect(consumer.typeErrors(name, options)).toBe('');
  });

  it('has types for the command as a function', () => {
    consumer.write(
      'command.mts',
      `import { main } from '@towpath/score/cli';
const code: Promise<number> = main(['help'], {
  stdout: { write() {} }, stderr: { write() {} }, env: {}, cwd: '.', readStdin: async () => '',
});
void code;
`,
    );
    expect(consumer.typeErrors('command.mts', node16)).toBe('');
  });

  it('finds what its sources find, word for word', () => {
    const texts = [...VALID, ...INVALID].map(edit =>
      JSON.stringify(edited(edit)),
    );
    consumer.write('texts.json', JSON.stringify(texts));
    consumer.write(
      'verdicts.mjs',
      `import { readFileSync } from 'node:fs';
import { profileProblems, readScore } from '@towpath/score';
const texts = JSON.parse(readFileSync('texts.json', 'utf8'));
const found = texts.map(text => readScore(text).diagnostics);
console.log(JSON.stringify([found, profileProblems({ replicas: -1, pad: {} })]));
`,
    );
    const [found, problems] = JSON.parse(consumer.node('verdicts.mjs').stdout);
    expect(found).toEqual(
      texts.map(text =>
        JSON.parse(JSON.stringify(readScore(text).diagnostics)),
      ),
    );
    expect(problems).toHaveLength(2);
  });
});

describe('the command', () => {
  it('runs from node_modules/.bin', () => {
    consumer.write('score.yaml', SCORE);
    consumer.write('bad.yaml', 'apiVersion: score.dev/v1b1\n');
    expect(consumer.score('validate', 'score.yaml')).toMatchObject({
      code: 0,
      stdout: 'score.yaml: valid\n',
    });
    expect(consumer.score('validate', 'bad.yaml').code).toBe(1);
    expect(consumer.score('render', 'score.yaml').stdout).toContain(
      'kind: Deployment',
    );
    expect(consumer.score('nonsense').code).toBe(2);
  });

  it('reads standard input', () => {
    expect(consumer.score('validate', '-').code).toBe(1);
  });

  it('begins to watch with nothing else installed', () => {
    const ended = consumer.score('validate', '-', '--watch');
    expect(ended).toMatchObject({ code: 2 });
    expect(ended.stderr).toContain('standard input cannot be watched');
  });

  it('costs little more to start than Node itself', () => {
    consumer.write('score.yaml', SCORE);
    const command = join(consumer.installed, 'dist/command/score.mjs');
    const bare: number[] = [];
    const ours: number[] = [];
    for (let round = 0; round < 5; round++) {
      bare.push(consumer.cost('-e', '0'));
      ours.push(consumer.cost(command, 'validate', 'score.yaml'));
    }
    // About three; from TypeScript, with schemas to compile, about twenty.
    expect(Math.min(...ours) / Math.min(...bare)).toBeLessThan(7);
  });
});
