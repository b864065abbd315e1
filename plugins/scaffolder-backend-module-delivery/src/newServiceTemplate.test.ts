import { spawn, spawnSync, type ChildProcess } from 'child_process';
import { once } from 'events';
import { readdirSync, rmSync } from 'fs';
import { request, type IncomingMessage } from 'http';
import { connect, type Socket } from 'net';
import path from 'path';
import { createInterface } from 'readline';
import { text as readAll } from 'stream/consumers';
import { readScore } from '@towpath/score';
import { freePort } from '@towpath/test-kit';
import { parse, parseAllDocuments } from 'yaml';
import {
  read,
  renderNewService,
  TEMPLATE,
  VALUES,
} from './__testUtils__/renderNewService';

const template = parse(read(TEMPLATE, 'template.yaml'));

/** Asks for a target as it stands; fetch would tidy it first. */
async function statusOf(url: string, target: string): Promise<number> {
  const asked = request(url, { path: target, agent: false }).end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  answer.resume();
  return answer.statusCode!;
}

/** A request that the server knows of and whose end is still on its way. */
async function beginRequest(url: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), 'localhost');
  await once(socket, 'connect');
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n');
  // Connections are accepted in turn, so once this is answered the other was accepted.
  await statusOf(url, '/healthz');
  return socket;
}

async function untilRefused(url: string): Promise<void> {
  for (;;) {
    try {
      await statusOf(url, '/healthz');
    } catch {
      return;
    }
  }
}

describe.each([
  ['node', ['node', '--run', 'test'], ['node', 'src/server.js']],
  [
    'python',
    ['python3', '-m', 'unittest', 'discover', '-s', 'tests', '-t', '.'],
    ['python3', '-m', 'service'],
  ],
])('a new service in %s', (language, testCommand, startCommand) => {
  let workspace: string;
  let repository: string;
  beforeAll(async () => {
    workspace = await renderNewService({ ...VALUES, language });
    repository = path.join(workspace, 'repository');
  });
  afterAll(() => rmSync(workspace, { recursive: true, force: true }));

  it('passes its own tests with nothing installed', () => {
    const [command, ...args] = testCommand;
    const { status, stdout, stderr } = spawnSync(command, args, {
      cwd: repository,
      env: { PATH: process.env.PATH },
      encoding: 'utf8',
    });
    expect(`${status} ${stdout}${stderr}`).toMatch(/^0 /);
    expect(`${stdout}${stderr}`).toMatch(/pass [3-9]|Ran [3-9] tests/);
  });

  describe('when it runs', () => {
    let child: ChildProcess;
    let ended: Promise<unknown[]>;
    let url: string;
    beforeAll(async () => {
      const port = await freePort();
      const [command, ...args] = startCommand;
      child = spawn(command, args, {
        cwd: repository,
        env: {
          PATH: process.env.PATH,
          PORT: String(port),
          DRAIN_SECONDS: '2',
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      ended = once(child, 'exit');
      await once(createInterface(child.stdout!), 'line');
      url = `http://localhost:${port}`;
    });

    afterAll(() => child.kill('SIGKILL'));

    it.each(['/healthz', '/ready', '/metrics', '/'])(
      'answers on %s, as its probes and monitors expect',
      async address => {
        expect((await fetch(url + address)).status).toBe(200);
        const head = await fetch(url + address, { method: 'HEAD' });
        expect([head.status, await head.text()]).toEqual([200, '']);
      },
    );

    // Whoever reaches the port could end the process with one request.
    it.each(['//', '/\\', 'http://%', '//[', '/%'])(
      'outlives a request for %s',
      async target => {
        expect([200, 404]).toContain(await statusOf(url, target));
        expect((await fetch(`${url}/healthz`)).status).toBe(200);
      },
    );

    // Requests come for some seconds more: every node of the cluster has to hear of the end first.
    it('loses no request when it is told to end', async () => {
      const slow = await beginRequest(url);
      child.kill('SIGTERM');
      while ((await statusOf(url, '/ready')) !== 503);
      expect(await statusOf(url, '/')).toBe(200);

      await untilRefused(url);
      slow.write('\r\n');
      expect(await readAll(slow)).toMatch(/^HTTP\/1\.[01] 200 [^]*"version"/);
      expect((await ended)[0]).toBe(0);
    });
  });

  it('describes itself to the catalog in the words that were typed', () => {
    const entity = parse(read(repository, 'catalog-info.yaml'));
    expect(entity.metadata).toMatchObject({
      name: 'demo-service',
      description: VALUES.description,
      annotations: { 'towpath.dev/task': VALUES.task },
    });
    expect(entity.spec).toMatchObject({
      owner: VALUES.owner,
      system: VALUES.system,
    });
    expect(parse(read(repository, 'mkdocs.yml')).site_description).toBe(
      VALUES.description,
    );
  });

  // Git hosts differ in it, and a page of documentation links there.
  it('says where its pages are edited', () => {
    const { edit_uri } = parse(read(repository, 'mkdocs.yml'));
    expect(edit_uri).toBe('edit/main/docs/');
  });

  it('has a Score file without faults', () => {
    const { diagnostics } = readScore(read(repository, 'score.yaml'));
    expect(diagnostics).toEqual([]);
  });

  it.each(['dev', 'staging', 'prod'])(
    'has an overlay for %s with exactly one image tag, and a namespace',
    environment => {
      const file = `gitops/overlays/${environment}/kustomization.yaml`;
      const { images, namespace } = parse(read(workspace, file));
      expect(images).toEqual([{ name: VALUES.image, newTag: '0.0.0' }]);
      expect(namespace).toBe(`demo-service-${environment}`);
    },
  );

  // A copy of the manifests would drift from the platform's profile, and a file that is missing is an error of Argo CD.
  it.each(['dev', 'staging', 'prod'])(
    'leaves the manifests of %s to what is rendered, and has a file for them',
    environment => {
      const overlay = path.join(workspace, 'gitops/overlays', environment);
      const { resources } = parse(read(overlay, 'kustomization.yaml'));
      expect(resources).toEqual(['manifests.yaml']);
      const manifests = read(overlay, 'manifests.yaml');
      expect(manifests).toMatch(/^# Rendered by Towpath/);
      expect(parse(manifests)).toBeNull();
      expect(readdirSync(path.join(workspace, 'gitops'))).toEqual(['overlays']);
    },
  );
});

describe('a database', () => {
  const scoreOf = async (values: object) => {
    const workspace = await renderNewService({
      ...VALUES,
      ...values,
      language: 'node',
    });
    const text = read(workspace, 'repository/score.yaml');
    rmSync(workspace, { recursive: true, force: true });
    const { workload, diagnostics } = readScore(text);
    expect(diagnostics).toEqual([]);
    return workload!;
  };

  it('is asked for in the size of the form, and its outputs are variables', async () => {
    const { resources, containers } = await scoreOf({ database: 'small' });
    expect(resources).toEqual({
      db: { type: 'postgres', params: { size: 'small' } },
    });
    expect(containers['demo-service'].variables).toEqual({
      PORT: '8080',
      DB_HOST: '${resources.db.host}',
      DB_PORT: '${resources.db.port}',
      DB_NAME: '${resources.db.name}',
      DB_USERNAME: '${resources.db.username}',
      DB_PASSWORD: '${resources.db.password}',
    });
  });

  it.each([undefined, ''])('is left out for %p', async database => {
    const { resources, containers } = await scoreOf({ database });
    expect(resources).toBeUndefined();
    expect(containers['demo-service'].variables).toEqual({ PORT: '8080' });
  });

  // A size that the definition does not know would fail after the repository is there.
  it('has in the form the sizes and the outputs of its definition', async () => {
    const file = path.join(TEMPLATE, '../../platform/resources/postgres.yaml');
    const { params, outputs } = parseAllDocuments(read(file))
      .map(document => document.toJS())
      .find(({ name }) => name === 'postgres');
    const { database } = template.spec.parameters[0].properties;
    expect(database.enum).toEqual(['none', ...params.properties.size.enum]);
    expect(database.enumNames).toHaveLength(database.enum.length);
    const { containers } = await scoreOf({ database: 'small' });
    const used = JSON.stringify(containers).matchAll(/resources\.db\.(\w+)/g);
    for (const [, name] of used) expect(outputs).toHaveProperty(name);
  });
});

/** What a reader finds in every YAML file of a new service, by file. */
async function readYaml(name: string): Promise<string> {
  const places = { image: 'registry/image', repositoryUrl: 'http://host/it' };
  const workspace = await renderNewService({
    ...VALUES,
    ...places,
    name,
    language: 'python',
  });
  const files = readdirSync(workspace, { recursive: true })
    .map(String)
    .filter(file => /\.ya?ml$/.test(file))
    .sort();
  const contents = files.map(file => [file, parse(read(workspace, file))]);
  rmSync(workspace, { recursive: true, force: true });
  return JSON.stringify(contents, null, 1);
}

// The form refuses such a name; a template of somebody else may not.
it('keeps a name text in every file, whatever YAML would make of it', async () => {
  const usual = await readYaml('demo-service');
  expect(usual).toMatch(/ci.yaml[^]*kustomization.yaml[^]*score.yaml/);
  expect(await readYaml('null')).toBe(usual.replaceAll('demo-service', 'null'));
});

it('leaves the system out when none was chosen', async () => {
  const workspace = await renderNewService({
    ...VALUES,
    system: undefined,
    language: 'node',
  });
  const entity = parse(read(workspace, 'repository/catalog-info.yaml'));
  expect(entity.spec).not.toHaveProperty('system');
  rmSync(workspace, { recursive: true, force: true });
});

describe('the name', () => {
  const { name } = template.spec.parameters[0].properties;
  const accepts = (text: string) =>
    new RegExp(name.pattern, 'u').test(text) &&
    text.length >= name.minLength &&
    text.length <= name.maxLength;

  it.each(['ab', 'payments', 'a1', 'cart-2', 'truest', 'x'.repeat(50)])(
    'may be "%s"',
    text => expect(accepts(text)).toBe(true),
  );

  // What Git would take, Kubernetes does not.
  it.each([
    '',
    'a',
    '1st',
    '-a',
    'a-',
    'A',
    'a_b',
    'a.b',
    'a/b',
    'ä',
    'a b',
    'x'.repeat(51),
    // What one namespace of the cluster, or YAML, has for itself.
    ...['default', 'argocd', 'kube-system', 'kube-x'],
    ...['true', 'false', 'null', 'yes', 'no', 'on', 'off'],
  ])('may not be "%s"', text => expect(accepts(text)).toBe(false));
});
