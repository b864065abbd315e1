import { Folder } from '../__testUtils__/runCommand';

const SHOP = `apiVersion: score.dev/v1b1
metadata: { name: shop }
containers:
  app:
    image: nginx
    variables:
      URL: pg://\${resources.db.user}:\${resources.db.password}@\${resources.db.host}
      AGAIN: \${resources.db.host}
      CACHE: \${resources.cache.host}
    files: { /etc/ca.pem: { content: "\${resources.db.ca}" } }
    volumes: { /data: { source: "\${resources.data}" } }
resources:
  db: { type: postgres }
  cache: { type: redis, id: shared }
  data: { type: volume }
  unused: { type: s3 }
`;

let folder: Folder;
beforeEach(() => {
  folder = new Folder();
  folder.write('shop.yaml', SHOP);
});
afterEach(() => folder.remove());

describe('what a rendering counts on and nobody has made', () => {
  it('stands at the head of the manifests, every key once', async () => {
    const { stdout } = await folder.run(['render', 'shop.yaml']);
    expect(stdout.slice(0, stdout.indexOf('apiVersion'))).toBe(
      `# To be made by whoever provides the resources:
#   PersistentVolumeClaim shop-data (volume.default#shop.data)
#   Secret redis-shared: host (redis.default#shared)
#   Secret shop-db: ca, host, password, user (postgres.default#shop.db)
`,
    );
  });

  it('is data in JSON, and leaves out what is given', async () => {
    folder.write(
      'outputs.yaml',
      'db: { host: h, user: u, ca: c, password: { secretRef: { name: mine, key: p } } }\n',
    );
    const { stdout } = await folder.run([
      'render',
      'shop.yaml',
      '--outputs',
      'outputs.yaml',
      '--format',
      'json',
    ]);
    expect(JSON.parse(stdout).needs).toEqual([
      {
        kind: 'PersistentVolumeClaim',
        name: 'shop-data',
        keys: [],
        resource: 'volume.default#shop.data',
      },
      {
        kind: 'Secret',
        name: 'redis-shared',
        keys: ['host'],
        resource: 'redis.default#shared',
      },
    ]);
  });

  it('may not be two resources under one name', async () => {
    const using = (workload: string, resource: string) =>
      `apiVersion: score.dev/v1b1
metadata: { name: ${workload} }
containers: { app: { image: nginx, variables: { A: "\${resources.${resource}.host}" } } }
resources: { ${resource}: { type: postgres } }
`;
    folder.write('one.yaml', using('shop-old', 'db'));
    folder.write('two.yaml', using('shop', 'old-db'));
    for (const target of ['kubernetes', 'compose']) {
      const { code, stderr } = await folder.run([
        'render',
        'one.yaml',
        'two.yaml',
        '--target',
        target,
      ]);
      expect(code).toBe(1);
      expect(stderr).toContain(
        'the outputs of postgres.default#shop-old.db and postgres.default#shop.old-db would both be looked for under shop-old-db',
      );
    }
  });
});
