import { execFileSync, spawn, spawnSync } from 'child_process';
import { once } from 'events';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'fs';
import { tmpdir } from 'os';
import path from 'path';
import { createInterface } from 'readline';
import { parse } from 'yaml';
import {
  read,
  renderNewService,
  TEMPLATE,
  VALUES,
} from './__testUtils__/renderNewService';

const ACTIONLINT = process.env.ACTIONLINT ?? 'actionlint';
const hasActionlint = !spawnSync(ACTIONLINT, ['-version']).error;
const describeLint = hasActionlint ? describe : describe.skip;

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders)
    rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'pipeline-'));
  folders.push(folder);
  return folder;
}

async function renderRepository(
  language: string,
  values: object = {},
): Promise<string> {
  const workspace = await renderNewService({ ...VALUES, ...values, language });
  folders.push(workspace);
  return path.join(workspace, 'repository');
}

// go install github.com/rhysd/actionlint/cmd/actionlint@latest
function expectAccepted(file: string) {
  const { status, stdout } = spawnSync(ACTIONLINT, ['-no-color', file], {
    encoding: 'utf8',
  });
  expect(`${status} ${stdout}`).toBe('0 ');
}

const readWorkflow = (repository: string) =>
  parse(read(repository, '.github/workflows/ci.yaml'));

describe.each(['node', 'python'])(
  'the workflow of a service in %s',
  language => {
    let repository: string;
    beforeAll(async () => {
      repository = await renderRepository(language);
    });

    it('brings what is built through the environments in their order', () => {
      const { jobs, env } = readWorkflow(repository);
      expect(Object.keys(jobs)).toEqual([
        'quality',
        'build',
        'deploy-dev',
        'deploy-staging',
        'deploy-production',
      ]);
      expect(env).toEqual({ SERVICE: VALUES.name, IMAGE: VALUES.image });
    });

    describeLint('with actionlint', () => {
      it('is accepted', () =>
        expectAccepted(path.join(repository, '.github/workflows/ci.yaml')));
    });

    // The runner begins runs in any order, one that is run again after all others.
    it.each([
      ['no version yet', '0.0.0', ''],
      ['an older version', 'older', ''],
      ['this version', 'this', ''],
      ['what somebody else built', 'f'.repeat(40), ''],
      ['a newer version', 'newer', 'superseded=true\n'],
    ])('sees that dev has %s', (_what, tag, outputs) => {
      expect(judgeDev(repository, tag)).toBe(outputs);
    });

    it('leaves a newer version in dev, and promotes nothing then', () => {
      const { jobs } = readWorkflow(repository);
      const [bring] = jobs['deploy-dev'].steps.slice(-1);
      expect(bring.if).toBe("steps.dev.outputs.superseded != 'true'");
      expect(jobs['deploy-staging'].if).toContain(
        "needs.deploy-dev.outputs.superseded != 'true'",
      );
    });
  },
);

describe('pages that a portal does not build', () => {
  const DOCS = '.github/workflows/docs.yaml';

  it('have no workflow where the portal builds them', async () => {
    for (const docsPublisher of [undefined, '']) {
      const repository = await renderRepository('node', { docsPublisher });
      expect(existsSync(path.join(repository, DOCS))).toBe(false);
      expect(read(repository, 'docs/runbook.md')).not.toContain('TECHDOCS');
    }
  });

  const PUBLISHERS = ['awsS3', 'googleGcs', 'azureBlobStorage'];

  describeLint('with actionlint', () => {
    it.each(PUBLISHERS)('are accepted for %s', async docsPublisher => {
      const repository = await renderRepository('python', { docsPublisher });
      expectAccepted(path.join(repository, DOCS));
    });
  });

  it.each(PUBLISHERS)(
    'are published to %s by a workflow of two jobs',
    async docsPublisher => {
      const repository = await renderRepository('python', { docsPublisher });
      const { jobs, env, permissions } = parse(read(repository, DOCS));
      expect(env).toEqual({
        ENTITY: `default/component/${VALUES.name}`,
        PUBLISHER: docsPublisher,
      });
      // A plugin of the pages must not write to the bucket.
      expect(permissions).toEqual({ contents: 'read' });
      expect(jobs.build.permissions).toBeUndefined();
      expect(jobs.publish.permissions).toEqual({ 'id-token': 'write' });
      const runs = JSON.stringify(jobs.publish.steps);
      expect(runs).not.toMatch(/mkdocs|generate|checkout/);
      for (const name of settingsOf(read(repository, DOCS))) {
        expect(read(repository, 'docs/runbook.md')).toContain(`\`${name}\``);
      }
    },
  );
});

/** The variables and secrets of GitHub that a text reads. */
function settingsOf(text: string): string[] {
  const found = Array.from(
    text.matchAll(/(?:vars|secrets)\.(\w+)/g),
    ([, name]) => name,
  );
  return [...new Set(found)].filter(name => name !== 'GITHUB_TOKEN');
}

describe('a setting that a fresh repository lacks', () => {
  it('stands in the runbook', async () => {
    const repository = await renderRepository('node');
    const names = settingsOf(read(repository, '.github/workflows/ci.yaml'));
    expect(names).toContain('TOWPATH_TOKEN');
    const runbook = read(repository, 'docs/runbook.md');
    for (const name of names) expect(runbook).toContain(`\`${name}\``);
  });

  // The job is left out without them, and the run of the template waits in vain.
  it('is named by the step that waits for the first version', async () => {
    const repository = await renderRepository('node');
    const job = readWorkflow(repository).jobs['deploy-dev'];
    const { steps } = parse(read(TEMPLATE, 'template.yaml')).spec;
    const { hint } = steps.find(
      (step: { id: string }) => step.id === 'version',
    ).input;
    const names = settingsOf(JSON.stringify(job));
    expect(names).toEqual(['GITOPS_REPOSITORY', 'GITOPS_TOKEN']);
    for (const name of names) expect(hint).toContain(name);
  });
});

/**
 * Runs the step of deploy-dev that looks at dev, as a runner does.
 * @param tag what dev has: "older", "this" or "newer" than what the run has built, or as it stands
 * @returns the outputs of the step
 */
function judgeDev(repository: string, tag: string): string {
  const cwd = newFolder();
  const history = commitThrice(path.join(cwd, 'service'));
  const overlay = path.join('apps', VALUES.name, 'overlays/dev');
  mkdirSync(path.join(cwd, 'gitops', overlay), { recursive: true });
  writeFileSync(
    path.join(cwd, 'gitops', overlay, 'kustomization.yaml'),
    `images:\n  - name: ${VALUES.image}\n    newTag: ${history[tag] ?? tag}\n`,
  );
  const outputs = path.join(cwd, 'outputs');
  writeFileSync(outputs, '');
  const { steps } = readWorkflow(repository).jobs['deploy-dev'];
  const { run } = steps.find((step: { id?: string }) => step.id === 'dev');
  // As a runner does: without start files, which bash reads when its input is a socket.
  execFileSync('bash', ['--noprofile', '--norc', '-e', '-c', run], {
    cwd,
    env: {
      PATH: process.env.PATH,
      SERVICE: VALUES.name,
      GITHUB_SHA: history.this,
      GITHUB_OUTPUT: outputs,
    },
  });
  return read(outputs);
}

function commitThrice(cwd: string): Record<string, string> {
  mkdirSync(cwd);
  const git = (...args: string[]) =>
    execFileSync(
      'git',
      ['-c', 'user.name=Ada', '-c', 'user.email=ada@myorg.example', ...args],
      { cwd, encoding: 'utf8' },
    ).trim();
  git('init', '--quiet');
  const commits = ['older', 'this', 'newer'].map(message => {
    git('commit', '--quiet', '--allow-empty', '--message', message);
    return [message, git('rev-parse', 'HEAD')];
  });
  return Object.fromEntries(commits);
}

const offline = {
  PATH: process.env.PATH,
  HOME: newFolder(),
  npm_config_offline: 'true',
};

/** Does what a Dockerfile says in a folder: a machine that runs tests need not have Docker. */
function buildImage(repository: string): { image: string; command: string[] } {
  const image = newFolder();
  let command: string[] = [];
  for (const line of read(repository, 'Dockerfile').split('\n')) {
    const [instruction, ...words] = line.split(' ');
    if (instruction === 'COPY') copy(repository, image, words);
    if (instruction === 'RUN') {
      execFileSync('sh', ['-c', words.join(' ')], { cwd: image, env: offline });
    }
    if (instruction === 'CMD') command = JSON.parse(words.join(' '));
  }
  return { image, command };
}

function copy(from: string, to: string, words: string[]) {
  const target = path.join(to, words.pop()!);
  for (const name of globSync(words, { cwd: from })) {
    const source = path.join(from, name);
    const isFolder = statSync(source).isDirectory();
    const place = isFolder ? target : path.join(target, name);
    cpSync(source, place, { recursive: true });
  }
}

const npm = (cwd: string, ...args: string[]) =>
  execFileSync('npm', args, { cwd, env: offline, encoding: 'utf8' }).trim();

/** @returns a package that lies here and at no registry */
function packGreeting(): string {
  const source = newFolder();
  const manifest = { name: 'greeting', version: '1.0.0', main: 'index.js' };
  writeFileSync(path.join(source, 'package.json'), JSON.stringify(manifest));
  writeFileSync(path.join(source, 'index.js'), '');
  return path.join(source, npm(source, 'pack', '--silent'));
}

function addDependency(repository: string) {
  // These lie at a registry, and no image wants them.
  npm(repository, 'pkg', 'delete', 'devDependencies');
  const dependency = `dependencies.greeting=file:${packGreeting()}`;
  npm(repository, 'pkg', 'set', dependency);
  const server = path.join(repository, 'src/server.js');
  writeFileSync(server, `import 'greeting';\n${read(server)}`);
}

describe('the image of a service in node', () => {
  // The pipeline was green, and the image could not start.
  it.each([true, false])(
    'starts once the service needs a package, with a lock file: %s',
    async locked => {
      const repository = await renderRepository('node');
      addDependency(repository);
      if (locked) npm(repository, 'install', '--package-lock-only');
      const { image, command } = buildImage(repository);
      const [program, ...args] = command;
      const child = spawn(program, args, {
        cwd: image,
        env: { PATH: process.env.PATH, PORT: '0', DRAIN_SECONDS: '0' },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const [line] = await Promise.race([
        once(createInterface(child.stdout), 'line'),
        once(child, 'exit').then(([code]) => [`it ended with ${code}`]),
      ]);
      child.kill('SIGTERM');
      expect(line).toMatch(/listens on/);
    },
  );
});

// What pip installs it fetches from a registry, so these are only read.
it('installs what a service in python needs, for its tests and in its image', async () => {
  const repository = await renderRepository('python');
  const { steps } = readWorkflow(repository).jobs.quality;
  const install = steps.find(
    (step: { name?: string }) => step.name === 'Install',
  );
  expect(install.run).toMatch(/^pip install \. /);
  expect(read(repository, 'Dockerfile')).toMatch(/^RUN pip install .* \.$/m);
});
