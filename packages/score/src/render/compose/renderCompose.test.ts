import { readScore, renderCompose, secretRef } from '../..';
import type { ComposeOptions, Outputs, Workload } from '../..';
import { planResources } from '../..';
import { fullWorkload } from '../../__testUtils__/verdicts';
import { bytes } from './amounts';

function workload(text: string): Workload {
  const { workload: read, diagnostics } = readScore(
    `apiVersion: score.dev/v1b1\n${text}`,
  );
  if (!read) throw new Error(JSON.stringify(diagnostics));
  return read;
}

function render(
  read: Workload,
  options: ComposeOptions & { given?: Record<string, Outputs> } = {},
) {
  const { given = {}, ...rest } = options;
  const plan = planResources([read]);
  const outputs = new Map(
    Object.entries(given).map(([name, value]) => [
      plan.uidOf(read.metadata.name, name)!,
      value,
    ]),
  );
  const result = renderCompose([read], { outputs, ...rest });
  return { ...result, codes: result.diagnostics.map(({ code }) => code) };
}

it('renders every field of Score', () => {
  const result = render(fullWorkload() as Workload, {
    images: 'registry.example/migrate:1',
    readSource: () => new TextEncoder().encode('for ${metadata.name}'),
    given: {
      db: { host: 'db', port: 5432 },
      data: { type: 'volume', source: 'orders-data' },
    },
  });
  expect(result.codes).toEqual(['render/one-check']);
  expect(result.compose).toMatchSnapshot();
  expect(result.files).toHaveLength(1);
});

describe('containers that wait', () => {
  const text = (ready: string) => `metadata: { name: shop }
containers:
  app: { image: app }
  proxy: { image: x, readinessProbe: { exec: { command: [ok] } }, before: { app: { ready: ${ready} } } }
  migrate: { image: x, before: { proxy: { ready: complete } } }`;

  it.each([
    ['started', 'service_started'],
    ['healthy', 'service_healthy'],
  ])('for %s do, and nothing waits for its own network', (ready, condition) => {
    const { services } = render(workload(text(ready))).compose!;
    expect(services['shop-app'].depends_on).toEqual({
      'shop-proxy': { condition },
    });
    expect(services['shop-proxy']).toMatchObject({
      networks: { default: { aliases: ['shop'] } },
      depends_on: {
        'shop-migrate': { condition: 'service_completed_successfully' },
      },
    });
    expect(services['shop-app'].network_mode).toBe('service:shop-proxy');
    expect(services['shop-migrate'].network_mode).toBeUndefined();
  });
});

describe('secrets and outputs that are not known', () => {
  const shop = workload(`metadata: { name: shop }
containers:
  app:
    image: x
    args: ["echo $HOME"]
    variables: { URL: "pg://\${resources.db.host}?cost=$$5", A: "\${resources.db.password}" }
    files: { /etc/mixed: { content: "pw=\${resources.db.password}" } }
resources: { db: { type: postgres } }`);

  it('are variables of the surroundings, never values', () => {
    const { compose, variables } = render(shop, {
      given: { db: { host: 'h', password: secretRef('vault', 'db.password') } },
    });
    const service = compose!.services['shop-app'];
    expect(service.environment).toEqual({
      A: '${VAULT_DB_PASSWORD:?set VAULT_DB_PASSWORD}',
      URL: 'pg://h?cost=$$5',
    });
    expect(service.command).toEqual(['echo $$HOME']);
    expect(Object.values(compose!.configs!)).toEqual([
      { content: 'pw=${VAULT_DB_PASSWORD:?set VAULT_DB_PASSWORD}' },
    ]);
    expect(variables).toEqual([
      {
        name: 'VAULT_DB_PASSWORD',
        secret: { name: 'vault', key: 'db.password' },
      },
    ]);
  });

  it('stay apart though their names look alike', () => {
    const { variables } = render(shop, {
      given: {
        db: { host: secretRef('a-b', 'c'), password: secretRef('a', 'b-c') },
      },
    });
    expect(new Set(variables.map(({ name }) => name)).size).toBe(2);
  });
});

it('keeps two files of one name apart', () => {
  const { compose } = render(
    workload(`metadata: { name: shop }
containers: { app: { image: x, files: { /a/config: { content: a }, /b/config: { content: b } } } }`),
  );
  expect(Object.values(compose!.configs!)).toEqual([
    { content: 'a' },
    { content: 'b' },
  ]);
});

it('checks a request with what the image has', () => {
  const { compose, codes } = render(
    workload(`metadata: { name: shop }
containers: { app: { image: x, livenessProbe: { httpGet: { port: 80, path: "/it's", httpHeaders: [{ name: A, value: $b }] } } } }`),
  );
  expect(codes).toEqual(['render/http-check']);
  expect(compose!.services['shop-app'].healthcheck!.test).toEqual([
    'CMD-SHELL',
    `wget -q -O /dev/null --header 'A: $$b' 'http://127.0.0.1:80/it'\\''s' || curl -fsS -o /dev/null -H 'A: $$b' 'http://127.0.0.1:80/it'\\''s'`,
  ]);
});

it('opens a port of the machine once', () => {
  const shop = (name: string) =>
    workload(`metadata: { name: ${name} }
containers: { app: { image: x } }
service: { ports: { web: { port: 8080, targetPort: 80 } } }`);
  const { compose, diagnostics } = renderCompose([shop('aa'), shop('bb')]);
  expect(compose!.services['aa-app'].ports).toEqual([
    {
      name: 'web',
      target: 80,
      published: '8080',
      protocol: 'tcp',
      host_ip: '127.0.0.1',
    },
  ]);
  expect(compose!.services['bb-app'].ports).toBeUndefined();
  expect(diagnostics.map(({ code, workload: of }) => [code, of])).toEqual([
    ['render/port-taken', 'bb'],
  ]);
  expect(
    renderCompose([shop('aa')], { publish: false }).compose!.services['aa-app']
      .ports,
  ).toBeUndefined();
});

it.each([
  ['1', '1'],
  ['512Mi', '536870912'],
  ['1.5Gi', '1610612736'],
  ['0.1K', '100'],
  ['128K', '128000'],
  ['0.3Ki', '308'],
  ['8Ei', '9223372036854775808'],
])('%s is %s bytes', (memory, expected) => {
  expect(bytes(memory)).toBe(expected);
});

it.each([
  [{}, 'render/volume-outputs'],
  [{ source: { emptyDir: {} } }, 'render/volume-outputs'],
  [{ type: 'tmpfs' }, 'render/sub-path'],
])('a volume with the outputs %j is refused', (outputs, code) => {
  const read = workload(`metadata: { name: shop }
containers: { app: { image: x, volumes: { /data: { source: "\${resources.data}", path: sub } } } }
resources: { data: { type: volume } }`);
  expect(render(read, { given: { data: outputs } }).codes).toContain(code);
});
