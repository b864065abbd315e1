import fc from 'fast-check';
import { edited, GONE, INVALID, VALID } from './verdicts';
import type { Edit } from './verdicts';

const scalar = fc.oneof(
  fc.constantFrom(
    null,
    true,
    0,
    80,
    1.5,
    '',
    '.',
    'a',
    'web',
    '8080',
    'true',
    'http',
    '512Mi',
    '512MB',
    '${resources.db.host}',
    '${metadata.name}',
    '$${x}',
    '${',
    '0644',
    '__proto__',
  ),
  fc.string(),
);

/** Any JSON, leaning towards what means something in a Score file. */
export const anyValue = fc.letrec(tie => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.oneof(
        fc.constantFrom(
          'name',
          'path',
          'target',
          'type',
          'content',
          'properties',
          'params',
          'limits',
          'requests',
          'cpu',
          'memory',
          'liveness',
          'httpGet',
          'port',
          'before',
          'ready',
          '__proto__',
        ),
        fc.string({ maxLength: 4 }),
      ),
      tie('value'),
      { maxKeys: 3 },
    ),
  ),
})).value;

/** The path of every value in the full workload, and some that are not there. */
const paths = [...INVALID, ...VALID].map(([path]) => path);

/** A workload some of whose values were changed for better or worse. */
export const almostWorkload = fc
  .array(
    fc.oneof(
      fc.constantFrom(...INVALID, ...VALID),
      fc.tuple(
        fc.constantFrom(...paths),
        fc.oneof(anyValue, fc.constant(GONE)),
      ) as fc.Arbitrary<Edit>,
    ),
    { minLength: 0, maxLength: 4 },
  )
  .map(edits => {
    const [first, ...rest] = edits;
    let workload: any = first ? edited(first) : edited(['metadata/tier', 'x']);
    for (const edit of rest) {
      const other: any = edited(edit);
      const [top] = edit[0].split('/');
      workload = { ...workload, [top]: other[top] };
      if (other[top] === undefined) delete workload[top];
    }
    return workload as Record<string, unknown>;
  });

const name = fc.constantFrom('app', 'db', 'web', 'cache', 'queue', 'job');

const dialectResource = fc.record(
  {
    type: fc.constantFrom('postgres', 'env.config', 'volume', 's3'),
    class: fc.constantFrom('large', 'small'),
    properties: fc.oneof(
      fc.dictionary(name, fc.oneof(fc.string(), fc.integer(), fc.boolean()), {
        maxKeys: 3,
      }),
      fc.constant(null),
      fc.constant({ host: { type: 'string', required: true }, port: null }),
    ),
    params: fc.constant({ size: 1 }),
  },
  { requiredKeys: ['type'] },
);

const dialectContainer = fc.record(
  {
    image: fc.constantFrom('.', 'nginx:1.27', 12),
    variables: fc.dictionary(
      name,
      fc.oneof(fc.constantFrom('x', 'on', '8080', 8080, true), fc.string()),
      { maxKeys: 3 },
    ),
    files: fc.uniqueArray(
      fc.record({
        path: fc.constantFrom('/etc/a', '/etc/b', '/etc/c'),
        content: fc.oneof(fc.string(), fc.array(fc.string(), { maxLength: 2 })),
        mode: fc.constantFrom('0644', '600'),
      }),
      { selector: ({ path }) => path, maxLength: 3 },
    ),
    probes: fc.record(
      {
        liveness: fc.constant({
          httpGet: { path: '/', port: '8080', scheme: 'http' },
          periodSeconds: 5,
        }),
        readiness: fc.constant({ exec: { command: ['ok'] } }),
        startup: fc.constant({ tcpSocket: { port: 1 } }),
      },
      { requiredKeys: [] },
    ),
    limits: fc.constant({ cpu: 0.5, memory: '512MB' }),
  },
  { requiredKeys: ['image'] },
);

/** A workload in the dialect that `fix` knows. */
export const dialectWorkload = fc.record(
  {
    apiVersion: fc.constantFrom('score.dev/v1b1', 'score.sh/v1b1'),
    metadata: fc.record({ name: fc.constantFrom('orders', 'billing') }),
    containers: fc.dictionary(name, dialectContainer, {
      minKeys: 1,
      maxKeys: 3,
    }),
    resources: fc.oneof(
      fc.uniqueArray(
        fc
          .tuple(name, dialectResource)
          .map(([own, resource]) => ({ name: own, ...resource })),
        { selector: resource => resource.name, maxLength: 4 },
      ),
      fc.dictionary(name, dialectResource, { maxKeys: 4 }),
      fc.constant({ limits: { cpu: 1, memory: '1Gi' } }),
    ),
  },
  { requiredKeys: ['apiVersion', 'metadata', 'containers'] },
);

/** The same value with the keys of its maps in another order. */
export function shuffled(value: unknown, seed: number): unknown {
  if (Array.isArray(value)) return value.map(item => shuffled(item, seed));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, entry], at) => ({
    key,
    entry: shuffled(entry, seed),
    rank: Math.sin((at + 1) * (seed + 1)),
  }));
  return Object.fromEntries(
    entries
      .sort((a, b) => a.rank - b.rank)
      .map(({ key, entry }) => [key, entry]),
  );
}
