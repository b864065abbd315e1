import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  globSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import SwaggerParser from '@apidevtools/swagger-parser';
import { Parser as AsyncApiParser } from '@asyncapi/parser';
import {
  readHistory,
  readSeedFiles,
  type RepositoryHistory,
  splitIntoCommits,
} from '@towpath/sandbox-git-host/seed';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { freePort, until } from '@towpath/test-kit';
import protobuf from 'protobufjs';
import semver from 'semver';
import { parse, parseAllDocuments } from 'yaml';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const repositoriesDir = join(root, 'packages/sandbox/company/repositories');
const repositories = readdirSync(repositoriesDir).sort();
const scoreSchema = join(root, '../shared/contracts/score-v1b1.json');

type Entity = {
  kind: string;
  metadata: {
    name: string;
    annotations?: Record<string, string>;
    [key: string]: unknown;
  };
  spec: Record<string, any>;
  file: string;
};

const entityFiles = [
  ...globSync('platform/{org,catalog,environments}/*.yaml', { cwd: root }),
  ...repositories.map(name =>
    relative(root, join(repositoriesDir, name, 'catalog-info.yaml')),
  ),
];
const entities: Entity[] = entityFiles.flatMap(file =>
  parseAllDocuments(readFileSync(join(root, file), 'utf8')).map(document => ({
    ...document.toJS(),
    file,
  })),
);

/** As a git host would hold it: placeholders replaced. */
function readSeed(path: string): string {
  return readFileSync(path, 'utf8')
    .replaceAll('@@GIT_URL@@', 'http://localhost:7010')
    .replaceAll('@@PORTAL_URL@@', 'http://localhost:7007');
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    path => statSync(join(folder, path)).isFile(),
  );
}

function refOf(value: string, kind: string): string {
  const [, given, namespace, name] =
    /^(?:([a-z]+):)?(?:([\w-]+)\/)?([\w.-]+)$/i.exec(value) ?? [];
  return `${given ?? kind}:${namespace ?? 'default'}/${name}`.toLowerCase();
}

/** By service, what its overlays ask for and asked for before. */
function versionsOf({ commits = [] }: RepositoryHistory) {
  const versions = new Map<string, Set<string>>();
  const add = (file: string, text: string) => {
    const [, service] = /^apps\/([^/]+)\/overlays\//.exec(file) ?? [];
    const [, version] = /newTag: (\S+)/.exec(text) ?? [];
    if (!service || !version) return;
    versions.set(service, (versions.get(service) ?? new Set()).add(version));
  };
  const folder = join(repositoriesDir, 'gitops');
  for (const file of filesOf(folder)) {
    add(file, readFileSync(join(folder, file), 'utf8'));
  }
  for (const { was = {} } of commits) {
    for (const [file, texts] of Object.entries(was)) {
      Object.values(texts).forEach(text => add(file, text));
    }
  }
  return versions;
}

/** Where each relation may stand, and the kind that a short reference means there. */
const relations: Record<string, string> = {
  owner: 'group',
  system: 'system',
  domain: 'domain',
  parent: 'group',
  children: 'group',
  members: 'user',
  memberOf: 'group',
  dependsOn: 'component',
  providesApis: 'api',
  consumesApis: 'api',
  promotesFrom: 'environment',
};

function relationTargets(entity: Entity): string[] {
  return Object.entries(relations).flatMap(([field, kind]) =>
    [entity.spec[field] ?? []].flat().map(value => refOf(value, kind)),
  );
}

describe('the sample company', () => {
  test('no YAML file is broken, with or without its placeholders replaced', () => {
    const files = [
      ...globSync('platform/**/*.yaml', { cwd: root }),
      ...globSync('packages/sandbox/company/**/*.{yaml,yml}', { cwd: root }),
    ];
    assert.ok(files.length > 60, `only ${files.length} files found`);
    for (const file of files) {
      const path = join(root, file);
      for (const text of [readFileSync(path, 'utf8'), readSeed(path)]) {
        for (const { errors } of parseAllDocuments(text)) {
          assert.deepEqual(errors, [], file);
        }
      }
    }
  });

  test('two entities never share a name, not even across kinds', () => {
    const seen = new Map<string, string>();
    for (const { metadata, file } of entities) {
      assert.equal(
        seen.get(metadata.name),
        undefined,
        `${metadata.name}: ${file}`,
      );
      seen.set(metadata.name, file);
    }
  });

  test('no relation points at something that is not there', () => {
    const known = new Set(
      entities.map(({ kind, metadata }) => refOf(metadata.name, kind)),
    );
    for (const entity of entities) {
      for (const target of relationTargets(entity)) {
        assert.ok(known.has(target), `${entity.file}: ${target} is missing`);
      }
    }
  });

  test('groups list their children exactly where the children name their parent', () => {
    const groups = entities.filter(({ kind }) => kind === 'Group');
    for (const { metadata, spec } of groups) {
      const children = groups
        .filter(child => child.spec.parent === metadata.name)
        .map(child => child.metadata.name);
      assert.deepEqual(
        [...spec.children].sort(),
        children.sort(),
        metadata.name,
      );
    }
  });

  test('nothing can be taken for real: every entity and README says sample', () => {
    for (const { metadata, file } of entities) {
      const annotation = metadata.annotations?.['towpath.dev/sample'];
      assert.equal(annotation, 'true', `${file}: ${metadata.name}`);
    }
    for (const name of repositories) {
      const readme = readFileSync(
        join(repositoriesDir, name, 'README.md'),
        'utf8',
      );
      assert.match(readme, /sample company/, name);
    }
  });

  test('every entity but a person and a group has an owner and a description', () => {
    for (const { kind, metadata, spec, file } of entities) {
      assert.ok(metadata.description, `${file}: ${metadata.name}`);
      if (kind !== 'User' && kind !== 'Group') {
        assert.ok(spec.owner, `${file}: ${metadata.name}`);
      }
    }
  });

  test('payment-service keeps the annotations and relations the guide gives it', () => {
    const found = entities.find(e => e.metadata.name === 'payment-service');
    assert.deepEqual(
      {
        ...found?.metadata.annotations,
        description: found?.metadata.description,
        spec: found?.spec,
      },
      {
        'github.com/project-slug': 'myorg/payment-service',
        'backstage.io/techdocs-ref': 'dir:.',
        'jenkins.io/github-folder': 'myorg/payment-service',
        'sonarqube.org/project-key': 'myorg_payment_service',
        'towpath.dev/sample': 'true',
        description: 'Payment processing microservice',
        spec: {
          type: 'service',
          lifecycle: 'production',
          owner: 'team-finance',
          system: 'payment-platform',
          dependsOn: [
            'component:default/accounting-db',
            'resource:default/payment-gateway',
          ],
          providesApis: ['payment-api'],
        },
      },
    );
  });

  test('there are at least twelve services, in all four domains, in every lifecycle', () => {
    const services = entities.filter(
      ({ kind, spec }) => kind === 'Component' && spec.type === 'service',
    );
    assert.ok(services.length >= 12, `${services.length} services`);
    const domains = services.map(
      ({ spec }) =>
        entities.find(e => e.metadata.name === spec.system)?.spec.domain,
    );
    assert.deepEqual([...new Set(domains)].sort(), [
      'commerce',
      'finance',
      'identity',
      'logistics',
    ]);
    const lifecycles = new Set(services.map(({ spec }) => spec.lifecycle));
    assert.deepEqual([...lifecycles].sort(), [
      'deprecated',
      'experimental',
      'production',
    ]);
  });

  test('people sign in by name: addresses are unique and every person has a line about them', () => {
    const people = entities.filter(({ kind }) => kind === 'User');
    const emails = people.map(({ spec }) => spec.profile.email);
    assert.equal(new Set(emails).size, people.length);
    for (const { metadata, spec } of people) {
      assert.match(spec.profile.email, /^[a-z]+\.[a-z]+@myorg\.example$/);
      assert.ok(metadata.annotations?.['towpath.dev/persona'], metadata.name);
    }
  });

  test('environments form one chain from dev to prod', () => {
    const chain = entities
      .filter(({ kind }) => kind === 'Environment')
      .map(({ metadata, spec }) => [
        metadata.name,
        spec.tier,
        spec.promotesFrom?.split('/')[1],
      ]);
    assert.deepEqual(chain.sort(), [
      ['dev', 'development', undefined],
      ['prod', 'production', 'staging'],
      ['staging', 'staging', 'dev'],
    ]);
  });

  test('announcements have what the home page shows, and dates that are days', () => {
    const list = parse(
      readFileSync(join(root, 'platform/announcements.yaml'), 'utf8'),
    );
    assert.equal(new Set(list.map((a: any) => a.id)).size, list.length);
    for (const { id, title, body, from, until: end, severity } of list) {
      assert.ok(id && title && body);
      assert.match(from, /^\d{4}-\d\d-\d\d$/);
      assert.ok(end === undefined || end >= from, id);
      assert.ok(['info', 'warning'].includes(severity), id);
    }
  });
});

describe('the history of the repositories', async () => {
  const history = await readHistory(
    join(root, 'packages/sandbox/company/history.yaml'),
  );
  const people = new Set(
    entities.filter(e => e.kind === 'User').map(e => e.metadata.name),
  );
  const now = new Date('2026-11-23T12:00:00Z');

  test('every repository has one, and nobody else does', () => {
    assert.deepEqual(Object.keys(history).sort(), repositories);
  });

  // Without a tag, nobody could say what a promotion brings.
  test('every version that runs or ran has its tag, the older one on the older commit', () => {
    for (const [name, versions] of versionsOf(history.gitops)) {
      const tags = (history[name].commits ?? []).flatMap(
        ({ tags: own = [] }) => own,
      );
      const wanted = [...versions].map(version => `v${version}`);
      assert.deepEqual(tags, wanted.sort(semver.compare), name);
    }
  });

  for (const name of repositories) {
    test(`${name}: no commit is empty, unsigned, unordered or leaves a file or placeholder behind`, async () => {
      const files = await readSeedFiles(join(repositoriesDir, name), {
        '@@GIT_URL@@': 'http://localhost:7010',
        '@@PORTAL_URL@@': 'http://localhost:7007',
      });
      // The Git host's own reading: it throws for unknown authors and empty commits.
      const commits = splitIntoCommits(
        name,
        files,
        history[name],
        now,
        author =>
          people.has(author)
            ? { name: author, email: `${author}@myorg.example` }
            : undefined,
      );
      assert.ok(history[name].description);
      // What runs where changes with every promotion.
      const most = name === 'gitops' ? 40 : 7;
      assert.ok(commits.length >= 3 && commits.length <= most);
      const dates = commits.map(({ date }) => date.getTime());
      assert.deepEqual(
        dates,
        [...dates].sort((a, b) => a - b),
      );
      for (const { message } of commits) {
        const [subject, blank = ''] = message.split('\n');
        assert.ok(subject.length <= 72 && !subject.endsWith('.'), subject);
        assert.equal(blank, '', `${subject}: the body follows an empty line`);
      }
      const written = commits.flatMap(commit => commit.files);
      // Each file ends as the seed has it, however often it was changed before.
      const last = new Map(written.map(file => [file.path, file.content]));
      assert.deepEqual(
        last,
        new Map(files.map(file => [file.path, file.content])),
      );
      for (const { path, content } of written) {
        assert.doesNotMatch(content.toString(), /@@[A-Z_]+@@/, path);
      }
    });
  }
});

describe('the documents in the repositories', () => {
  const apis = entities.filter(({ kind }) => kind === 'API');
  const definitionOf = ({ file, spec }: Entity) =>
    join(root, dirname(file), spec.definition.$text);
  const ofType = (type: string) =>
    apis.filter(({ spec }) => spec.type === type);

  test('there are enough of each kind of API to look at', () => {
    assert.ok(ofType('openapi').length >= 5);
    assert.ok(ofType('grpc').length >= 2);
    assert.ok(ofType('asyncapi').length >= 2);
  });

  test('every API is provided by a component of the same file', () => {
    for (const { metadata, file } of apis) {
      const provided = entities
        .filter(entity => entity.file === file)
        .flatMap(entity => entity.spec.providesApis ?? []);
      assert.ok(provided.includes(metadata.name), metadata.name);
    }
  });

  for (const api of ofType('openapi')) {
    test(`${api.metadata.name}: the OpenAPI document is valid`, async () => {
      await SwaggerParser.validate(definitionOf(api));
    });
  }

  for (const api of ofType('asyncapi')) {
    test(`${api.metadata.name}: the AsyncAPI document has no error`, async () => {
      const text = readFileSync(definitionOf(api), 'utf8');
      const { document, diagnostics } = await new AsyncApiParser().parse(text);
      const errors = diagnostics.filter(({ severity }) => severity === 0);
      assert.deepEqual(errors, []);
      assert.ok(document);
    });
  }

  for (const api of ofType('grpc')) {
    test(`${api.metadata.name}: every type the proto file names exists`, () => {
      const loaded = new protobuf.Root().loadSync(definitionOf(api));
      loaded.resolveAll();
    });
  }

  const withScore = repositories.filter(name =>
    existsSync(join(repositoriesDir, name, 'score.yaml')),
  );

  test('every service says in Score how it runs', () => {
    for (const { metadata, file, spec } of entities) {
      const own = file.startsWith('packages/') && spec.type === 'service';
      if (own) assert.ok(withScore.includes(metadata.name), metadata.name);
    }
  });

  for (const name of withScore) {
    const score = parse(
      readFileSync(join(repositoriesDir, name, 'score.yaml'), 'utf8'),
    );

    test(
      `${name}: score.yaml is valid against the published schema`,
      {
        skip: existsSync(scoreSchema) ? false : `${scoreSchema} is not there`,
      },
      () => {
        const ajv = new Ajv2020({
          strict: false,
          validateFormats: false,
        });
        const validate = ajv.compile(
          JSON.parse(readFileSync(scoreSchema, 'utf8')),
        );
        validate(score);
        assert.equal(validate.errors, null, JSON.stringify(validate.errors));
      },
    );

    test(`${name}: score.yaml names the workload, its probes and only resources it declares`, () => {
      assert.equal(score.metadata.name, name);
      const container = score.containers[name];
      assert.ok(container.livenessProbe.httpGet.path.startsWith('/health'));
      assert.equal(container.readinessProbe.httpGet.path, '/ready');
      for (const part of ['requests', 'limits']) {
        const { cpu, memory } = container.resources[part];
        // An unquoted 1 is a number in YAML, which Score refuses.
        assert.deepEqual([typeof cpu, typeof memory], ['string', 'string']);
      }
      const placeholders = JSON.stringify(score).matchAll(
        /\$\{resources\.([\w-]+)/g,
      );
      for (const [, resource] of placeholders) {
        assert.ok(score.resources?.[resource], `${resource} is not declared`);
      }
    });
  }

  for (const name of repositories) {
    test(`${name}: the docs navigation names every page and no page that is missing`, () => {
      const folder = join(repositoriesDir, name);
      const mkdocs = parse(readSeed(join(folder, 'mkdocs.yml')));
      const pages = mkdocs.nav.flatMap((entry: object) => Object.values(entry));
      assert.deepEqual(pages.sort(), filesOf(join(folder, 'docs')).sort());
      assert.equal(mkdocs.repo_url, `http://localhost:7010/myorg/${name}`);
      assert.deepEqual(mkdocs.plugins, ['techdocs-core']);
    });

    test(`${name}: links between pages lead somewhere`, () => {
      const folder = join(repositoriesDir, name);
      for (const page of filesOf(folder).filter(file => file.endsWith('.md'))) {
        const text = readSeed(join(folder, page));
        for (const [, target] of text.matchAll(
          /\]\((?!https?:|\/|#)([^)#]+)/g,
        )) {
          assert.ok(
            existsSync(join(folder, dirname(page), target)),
            `${page}: ${target}`,
          );
        }
      }
    });
  }
});

const python = spawnSync('python3', ['--version']).status === 0;

/** Copies a repository out of this one, as a clone would be: nothing of ours is around it. */
function withClone<T>(name: string, use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), `seed-${name}-`));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  cpSync(join(repositoriesDir, name), folder, { recursive: true });
  const result = use(folder);
  if (result instanceof Promise) return result.finally(remove) as T;
  remove();
  return result;
}

function commandsOf(
  name: string,
): { test: string[]; start: string[] } | undefined {
  const file = (path: string) => join(repositoriesDir, name, path);
  if (existsSync(file('package.json'))) {
    const { scripts } = JSON.parse(readFileSync(file('package.json'), 'utf8'));
    const split = (script: string) =>
      script.replace(/^node/, process.execPath).split(' ');
    return { test: split(scripts.test), start: split(scripts.start) };
  }
  if (!existsSync(file('pyproject.toml'))) return undefined;
  const project = readFileSync(file('pyproject.toml'), 'utf8');
  const read = (key: string) =>
    new RegExp(`^${key} = "(.+)"$`, 'm').exec(project)?.[1].split(' ') ??
    assert.fail(`${name}: pyproject.toml has no ${key} command`);
  return { test: read('test'), start: read('start') };
}

/** A bare environment: a service must not need what happens to be set here. */
const bare = { PATH: process.env.PATH, PYTHONDONTWRITEBYTECODE: '1' };

describe('the code in the repositories', () => {
  for (const name of repositories) {
    const commands = commandsOf(name);
    if (!commands) continue;
    const isPython = commands.test[0] === 'python3';
    const skip = isPython && !python ? 'python3 is not on the PATH' : false;

    test(
      `${name}: its own tests pass in a clone with nothing installed`,
      { skip },
      () => {
        withClone(name, folder => {
          const [program, ...args] = commands.test;
          const run = spawnSync(program, args, {
            cwd: folder,
            env: bare,
            encoding: 'utf8',
          });
          const output = run.stdout + run.stderr;
          assert.equal(run.status, 0, output);
          const count = /^. tests (\d+)|Ran (\d+) tests/m.exec(output);
          assert.ok(
            Number(count?.[1] ?? count?.[2]) >= 4,
            `few or no tests ran: ${output}`,
          );
        });
      },
    );

    test(
      `${name}: it starts on PORT, answers its probes and stops when told`,
      { skip },
      () =>
        withClone(name, async folder => {
          const port = await freePort();
          const [program, ...args] = commands.start;
          const child = spawn(program, args, {
            cwd: folder,
            env: { ...bare, PORT: String(port), GRPC_PORT: '0' },
            stdio: ['ignore', 'pipe', 'pipe'],
          });
          let output = '';
          child.stdout.on('data', chunk => (output += chunk));
          child.stderr.on('data', chunk => (output += chunk));
          const ended = once(child, 'exit');
          try {
            const url = `http://localhost:${port}`;
            await answering(`${url}/healthz`, child, () => output);
            assert.equal((await fetch(`${url}/ready`)).status, 200, output);
            const metrics = await fetch(`${url}/metrics`);
            assert.match(await metrics.text(), /^# TYPE \w+ (counter|gauge)$/m);
            // Anybody may ask for what is no address; it must not end the service.
            await fetch(`${url}//`);
            assert.ok((await fetch(`${url}/healthz`)).ok, output);
          } finally {
            child.kill('SIGTERM');
          }
          const [code, signal] = await ended;
          assert.equal(signal, null, output);
          assert.equal(code, 0, output);
        }),
    );
  }
});

/** Waits for the first answer; fails at once when the process ends before it. */
async function answering(
  url: string,
  child: ReturnType<typeof spawn>,
  output: () => string,
) {
  await until(
    `${url} answers`,
    async () => child.exitCode !== null || (await fetch(url)).ok,
  );
  if (child.exitCode !== null) assert.fail(`it ended: ${output()}`);
}
