import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { JailedGenerator } from '../JailedGenerator';
import { SealedContainerRunner } from './SealedContainerRunner';

// Each test starts processes, which takes its time on a busy machine.

/*
 * Stands for docker and podman where neither is: takes what their reference documents and nothing
 * else, writes down what it was told, and does what mkdocs would in the container.
 */
const PROGRAM = `#!${process.execPath}
const fs = require('fs');
const { parseArgs } = require('util');
const record = text => fs.appendFileSync(__dirname + '/record', text + '\\n');
const [verb, ...rest] = process.argv.slice(2);
if (verb === 'rm') {
  parseArgs({ args: rest, options: { force: { type: 'boolean' } }, allowPositionals: true });
  record(JSON.stringify({ verb, rest }));
  process.exit(0);
}
if (verb !== 'run') throw new Error('no such command: ' + verb);
const at = rest.findIndex(one => !one.startsWith('-'));
const string = { type: 'string' };
const many = { type: 'string', multiple: true };
const flag = { type: 'boolean' };
const { values } = parseArgs({ args: rest.slice(0, at), options: {
  rm: flag, name: string, network: string, 'read-only': flag, 'cap-drop': many,
  'security-opt': many, user: string, userns: string, 'pids-limit': string, memory: string,
  ulimit: many, tmpfs: many, env: many, volume: many,
} });
record(JSON.stringify({ verb, values, image: rest[at], args: rest.slice(at + 1) }));
if (process.env.SECRET) throw new Error('it was told a secret');
if (fs.existsSync(__dirname + '/hangs')) setInterval(() => {}, 1000);
else {
  const place = of => values.volume.map(one => one.split(':')).find(([, to]) => to === of)[0];
  fs.copyFileSync(place('/input') + '/docs/index.md', place('/output') + '/index.html');
  console.log('built');
}
`;

let home: string;
const before = process.env.PATH;

beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'container-'));
  for (const name of ['docker', 'podman']) {
    fs.writeFileSync(path.join(home, name), PROGRAM, { mode: 0o755 });
  }
  process.env.PATH = [home, before].join(path.delimiter);
  process.env.SECRET = 'hush';
});

afterEach(() => {
  process.env.PATH = before;
  delete process.env.SECRET;
  fs.rmSync(home, { recursive: true, force: true });
});

const told = () =>
  fs
    .readFileSync(path.join(home, 'record'), 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));

async function build(container?: object) {
  const inputDir = path.join(home, 'in');
  const outputDir = path.join(home, 'out');
  fs.mkdirSync(path.join(inputDir, 'docs'), { recursive: true });
  fs.mkdirSync(outputDir);
  fs.writeFileSync(path.join(inputDir, 'mkdocs.yml'), 'site_name: Demo\n');
  fs.writeFileSync(path.join(inputDir, 'docs/index.md'), '<p>Hello</p>');
  const logger = mockServices.logger.mock();
  const generator = new JailedGenerator({
    config: new ConfigReader({
      techdocs: { generator: { runIn: 'docker' } },
      towpath: {
        mode: 'production',
        ...(container && { docs: { container } }),
      },
    }),
    logger,
    jail: {
      isClosed: false,
      gaps: 'reach the network',
      run: () => Promise.reject(new Error('the jail ran')),
    },
    clock: () => 0,
  });
  await generator.run({
    inputDir,
    outputDir,
    logger: logger as never,
    siteOptions: { name: 'Demo' },
  });
  return fs.readFileSync(path.join(outputDir, 'index.html'), 'utf8');
}

it.each([
  ['docker', undefined],
  ['podman', { program: 'podman' }],
])(
  'builds pages in a container of %s without network or rights',
  async (_, container) => {
    expect(await build(container)).toContain('Hello');
    const [{ values, args, image }] = told();
    expect(values).toMatchObject({
      rm: true,
      network: 'none',
      'read-only': true,
      'cap-drop': ['ALL'],
      'security-opt': ['no-new-privileges'],
      'pids-limit': '256',
    });
    expect(values.user).not.toMatch(/^0:|^root/);
    const kinds = values.volume.map((one: string) => one.replace(/^[^:]+/, ''));
    expect(kinds).toEqual([':/input:ro', ':/output']);
    expect(image).toMatch(/^spotify\/techdocs:v/);
    expect(args).toEqual(['build', '-f', '/input/mkdocs.yml', '-d', '/output']);
  },
);

it('ends a container by its name when its time is over', async () => {
  fs.writeFileSync(path.join(home, 'hangs'), '');
  const runner = new SealedContainerRunner('docker', 15_000);
  await expect(
    runner.runContainer({ imageName: 'image', args: ['build'] }),
  ).rejects.toThrow('mkdocs took longer than 15 s and was stopped');
  const [{ values }, ended] = told();
  expect(ended).toEqual({ verb: 'rm', rest: ['--force', values.name] });
});

it('says which program it could not start', async () => {
  process.env.PATH = path.join(home, 'empty');
  await expect(build()).rejects.toThrow(/docker cannot be started/);
});
