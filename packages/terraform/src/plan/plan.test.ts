import fc from 'fast-check';
import { Redactor } from '@towpath/redact';
import { projectPlan, renderMarkdown, renderText, summarizePlan } from '.';

const change = (actions: string[], more: object = {}) => ({
  actions,
  before: null,
  after: {},
  after_unknown: {},
  before_sensitive: false,
  after_sensitive: {},
  ...more,
});
const resource = (address: string, one: object, more: object = {}) => ({
  address,
  mode: 'managed',
  type: address.split('.')[0],
  name: 'x',
  provider_name: 'p',
  change: one,
  ...more,
});
const plan = (...resources: object[]) => ({
  format_version: '1.2',
  terraform_version: '1.11.4',
  resource_changes: resources,
  applyable: true,
  complete: true,
  errored: false,
});

it('tells every kind of change, the dangerous first, down to the attribute and with its cause', () => {
  const projection = projectPlan({
    ...plan(
      resource(
        'a.create',
        change(['create'], {
          after: { name: 'x', tags: { team: 'shop' }, none: null },
          after_unknown: { id: true },
        }),
      ),
      resource(
        'a.replace',
        change(['create', 'delete'], {
          before: { zone: 'a', same: 1 },
          after: { zone: 'b', same: 1 },
          replace_paths: [['zone']],
        }),
        { action_reason: 'replace_because_cannot_update' },
      ),
      resource(
        'a.tainted',
        change(['delete', 'create'], { before: {}, after: {} }),
        { action_reason: 'replace_because_tainted' },
      ),
      resource(
        'a.update',
        change(['update'], {
          before: { rules: [{ port: 1 }, { port: 2 }] },
          after: { rules: [{ port: 1 }, { port: 3 }] },
        }),
      ),
      resource(
        'a.delete',
        change(['delete'], { before: { n: 1 }, after: null }),
        {
          action_reason: 'delete_because_no_resource_config',
        },
      ),
      resource('data.read', change(['read'])),
      resource('a.moved', change(['no-op']), { previous_address: 'a.old' }),
      resource('a.taken', change(['no-op'], { importing: { id: 'i-1' } })),
      resource('a.left', change(['forget'])),
      resource('a.same', change(['no-op'])),
    ),
    output_changes: { url: change(['create'], { after: 'http://x' }) },
    resource_drift: [
      resource(
        'a.drifted',
        change(['update'], { before: { n: 1 }, after: { n: 2 } }),
      ),
    ],
    checks: [
      {
        address: { to_display: 'check.health' },
        status: 'fail',
        instances: [{ problems: [{ message: 'it is\ndown' }] }],
      },
    ],
  });

  expect(renderText(projection))
    .toBe(`1 to create, 1 to change, 2 to replace, 1 to delete, 1 to read, 1 to import, 1 to move, 1 to forget

Delete (1)
  a.delete (because it is no longer in the module)
    - n: 1

Replace (2)
  a.replace (because zone changes; the new one first)
    ~ zone: "a" → "b" (forces replacement)
  a.tainted (because making it failed the last time)

Change (1)
  a.update
    ~ rules[1].port: 2 → 3

Create (1)
  a.create
    + id: (known after apply)
    + name: "x"
    + tags.team: "shop"

Import (1)
  a.taken (imports i-1)

Move (1)
  a.moved (moved from a.old)

Forget (1)
  a.left

Read (1)
  data.read

Outputs (1)
  + url: "http://x"

Changed by somebody else (1)
  a.drifted
    ~ n: 1 → 2

Check check.health: fail
    it is down`);
  expect(renderMarkdown(projection)).toContain(
    '- `a.replace`: `because zone changes; the new one first`\n  - `~ zone`: `"a" → "b"` **forces replacement**',
  );
});

it('says in one line that nothing changes', () => {
  expect(renderText(projectPlan(plan()))).toBe(
    'No changes: everything is as the module says',
  );
});

it('never takes a plan that ended with an error for a whole one', () => {
  const projection = projectPlan({ ...plan(), errored: true });
  expect(projection).toMatchObject({ applyable: false, complete: false });
});

describe('secrets', () => {
  const everywhere = {
    ...plan(
      resource(
        'terraform_data.a',
        change(['update'], {
          // Terraform masks input and forgets output.
          before: { input: { pw: 'hunter2-db' }, output: { pw: 'hunter2-db' } },
          after: {
            input: { pw: 'hunter2-db', pin: 'abc' },
            output: { pw: 'hunter2-db', pin: 'abc' },
            env: [{ name: 'PW', value: 'pw=hunter2-db' }],
            script: 'aHVudGVyMi1kYg==',
            url: 'postgres://u:p%40ss%2Fword@db',
            policy: JSON.stringify({ pw: 'say "please"' }),
          },
          before_sensitive: { input: { pw: true }, output: {} },
          after_sensitive: { input: { pw: true, pin: true }, output: {} },
        }),
      ),
      resource(
        'aws_s3_bucket.b',
        change(['create'], {
          after: { tags: { note: 'x1' }, tags_all: { note: 'x1' } },
          after_sensitive: { tags: { note: true }, tags_all: {} },
        }),
      ),
    ),
    variables: {
      address: { value: 'p@ss/word' },
      quoted: { value: 'say "please"' },
    },
    configuration: {
      root_module: {
        variables: {
          address: { sensitive: true },
          quoted: { sensitive: true },
        },
        resources: [{ expressions: { pw: { constant_value: 'hunter2-db' } } }],
      },
    },
    prior_state: { values: { root_module: { resources: ['hunter2-db'] } } },
    output_changes: {
      pw: change(['create'], {
        after: 'made-by-module',
        after_sensitive: true,
      }),
    },
  };

  it('are nowhere in the projection, although masks leave some out', () => {
    const secrets = new Redactor();
    const projection = projectPlan(everywhere, secrets);
    const all =
      JSON.stringify(projection) +
      renderText(projection) +
      renderMarkdown(projection);

    for (const secret of [
      'hunter2-db',
      'aHVudGVyMi1kYg',
      '"abc"',
      '"x1"',
      'p%40ss%2Fword',
      'say \\\\\\"please',
      'made-by-module',
    ]) {
      expect(all).not.toContain(secret);
    }
    expect(all).toContain('pw=***');
    expect(secrets.text('log: made-by-module')).toBe('log: ***');
  });

  it('given by the caller are taken out too', () => {
    const projection = projectPlan(
      plan(resource('a.b', change(['create'], { after: { x: 'from-env-1' } }))),
      new Redactor(['from-env-1']),
    );
    expect(JSON.stringify(projection)).not.toContain('from-env-1');
  });
});

it('breaks out of no code in Markdown', () => {
  const projection = projectPlan(
    plan(
      resource('a.b', change(['create'], { after: { x: '`<b>`` [x](y)' } })),
    ),
  );
  expect(renderMarkdown(projection)).toContain('``` "`<b>`` [x](y)" ```');
});

it('crashes on no plan', () => {
  const inner = fc.jsonValue({ maxDepth: 4 });
  const anyChange = fc.record({
    actions: fc.oneof(
      inner,
      fc.subarray(['create', 'delete', 'update', 'read', 'forget', 'no-op']),
    ),
    before: inner,
    after: inner,
    after_unknown: inner,
    before_sensitive: inner,
    after_sensitive: inner,
    replace_paths: inner,
    importing: inner,
  });
  const anyResource = fc.oneof(
    inner,
    fc.record({
      address: fc.oneof(fc.string(), inner),
      type: fc.constantFrom('terraform_data', '__proto__', 'x'),
      previous_address: inner,
      action_reason: fc.oneof(inner, fc.constant('constructor')),
      change: fc.oneof(inner, anyChange),
    }),
  );
  const anyPlan = fc.oneof(
    inner,
    fc.record({
      resource_changes: fc.oneof(inner, fc.array(anyResource)),
      resource_drift: fc.oneof(inner, fc.array(anyResource)),
      output_changes: fc.oneof(inner, fc.dictionary(fc.string(), anyChange)),
      checks: inner,
      variables: inner,
      configuration: inner,
      prior_state: inner,
      planned_values: inner,
    }),
  );
  fc.assert(
    fc.property(anyPlan, raw => {
      const projection = projectPlan(raw);
      summarizePlan(projection);
      expect(typeof renderText(projection)).toBe('string');
      expect(typeof renderMarkdown(projection)).toBe('string');
    }),
    { numRuns: 300 },
  );
});

it('crashes on no depth', () => {
  let deep: unknown = 'hunter2-db';
  for (let i = 0; i < 20_000; i++) deep = i % 2 ? [deep] : { deep };
  const projection = projectPlan(
    plan(
      resource(
        'a.b',
        change(['update'], {
          before: deep,
          after: { other: deep },
          after_sensitive: deep,
        }),
      ),
    ),
  );
  expect(renderText(projection)).toContain('a.b');
});
