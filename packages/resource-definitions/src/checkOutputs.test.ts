import { planResources, readScore } from '@towpath/score';
import { definition } from './__testUtils__/samples';
import { checkOutputs } from './checkOutputs';
import type { ResourceDefinition } from './types';

const POSTGRES = definition({
  outputs: {
    host: { type: 'string' },
    port: { type: 'integer' },
    password: { type: 'string', secret: true },
    tls: { type: 'object' },
  },
});
const ROUTE = definition({ name: 'route', type: 'route' });

const score = (value: string) => `apiVersion: score.dev/v1b1
metadata: { name: shop }
containers:
  web:
    image: x
    variables:
      A: ${JSON.stringify(value)}
    volumes:
      /data: { source: '\${resources.db}' }
resources:
  db: { type: postgres }
  route: { type: route, params: { host: '\${resources.db.host}' } }
  other: { type: unknown }
`;

function check(value: string, ...[text = score(value)]: string[]) {
  const read = readScore(text, { file: 'score.yaml' });
  if (!read.valid) throw new Error(JSON.stringify(read.diagnostics));
  const plan = planResources([read.workload]);
  const byType: Record<string, ResourceDefinition> = {
    postgres: POSTGRES,
    route: ROUTE,
  };
  return checkOutputs(
    read.workload,
    plan,
    uid => byType[plan.resource(uid)!.type],
    read,
  );
}

describe('placeholders for outputs', () => {
  it.each([
    'plain',
    '${resources.db.host}:${resources.db.port}',
    '${resources.db.tls.ca}',
    '${metadata.name}',
    '$${resources.db.hots}',
    '${resources.other.anything}',
  ])('%s is fine', value => {
    expect(check(value)).toEqual([]);
  });

  it.each([
    [
      '${resources.db.hots}',
      'there is no output hots of db (postgres)',
      'did you mean host?',
    ],
    [
      'x ${resources.db.user}',
      'there is no output user of db (postgres)',
      'it gives out host, port, password, tls',
    ],
    [
      '${resources.route.host}',
      'there is no output host of route (route)',
      'it gives nothing out',
    ],
    [
      '${resources.db.host.name}',
      'the output host of db (postgres) has nothing below it',
      'write ${resources.db.host}',
    ],
    [
      '${resources.db.constructor}',
      'there is no output constructor of db (postgres)',
      expect.any(String),
    ],
  ])('%s: %s', (value, message, fix) => {
    expect(check(value)).toEqual([
      {
        severity: 'error',
        code: 'placeholder/unknown-output',
        message,
        workload: 'shop',
        path: ['containers', 'web', 'variables', 'A'],
        position: expect.objectContaining({ file: 'score.yaml', line: 7 }),
        fix: { text: fix, automatic: false },
      },
    ]);
  });

  it('are the params, where a definition gives out each of them', () => {
    const echo = definition({ outputs: { '*': { type: 'string' } } });
    const text = score('${resources.db.level} ${resources.db.levl}').replace(
      'type: postgres',
      'type: postgres, params: { level: debug, host: h }',
    );
    const read = readScore(text);
    const plan = planResources([read.workload!]);
    const found = checkOutputs(read.workload!, plan, () => echo);
    expect(found.map(({ message, fix }) => `${message}; ${fix?.text}`)).toEqual(
      ['there is no output levl of db (postgres); did you mean level?'],
    );
  });

  it('are found in params as well', () => {
    const text = score('x').replace('resources.db.host', 'resources.db.hots');
    expect(check('x', text)).toMatchObject([
      { path: ['resources', 'route', 'params', 'host'] },
    ]);
  });
});
