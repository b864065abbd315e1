import { secretRef, formatPath } from '@towpath/score';
import { definition } from './__testUtils__/samples';
import { checkParams } from './checkParams';

const sized = definition({
  params: {
    required: ['size'],
    properties: {
      size: {
        type: 'integer',
        minimum: 1,
        description: 'write the size in GiB',
      },
      name: { type: 'string', pattern: '^[a-z]+$' },
      backup: { type: 'boolean', default: true },
      plan: { enum: ['small', 'large'], default: 'small' },
      labels: { type: 'object', additionalProperties: { type: 'string' } },
      rules: {
        type: 'array',
        items: {
          type: 'object',
          additionalProperties: false,
          properties: { port: { type: 'integer' } },
        },
      },
    },
  },
});

const check = (
  params: Record<string, unknown>,
  written?: Record<string, unknown>,
) => {
  const checked = checkParams(sized, params, { written });
  return {
    params: checked.params,
    problems: checked.problems.map(
      ({ path, message }) => `${formatPath(path)} ${message}`,
    ),
  };
};

describe('params', () => {
  it('get the defaults of the schema, in a copy', () => {
    const params = { size: 3 };
    expect(check(params)).toEqual({
      params: { size: 3, backup: true, plan: 'small' },
      problems: [],
    });
    expect(params).toEqual({ size: 3 });
  });

  it.each([
    [{}, 'size is missing; write the size in GiB'],
    [{ size: 3, sise: 1 }, 'sise is not known here; did you mean size?'],
    [
      { size: 3, x: 1 },
      'x is not known here; use size, name, backup, plan, labels, rules',
    ],
    [{ size: 0 }, 'size is 0, which must be >= 1; write the size in GiB'],
    [{ size: '3' }, 'size is text; write a whole number'],
    [{ size: 2.5 }, 'size is a number; write a whole number'],
    [{ size: null }, 'size is nothing; write a whole number'],
    [{ size: 3, name: 5 }, 'name is a number; write it in quotes: "5"'],
    [
      { size: 3, name: 'A1' },
      'name is "A1", which must match pattern "^[a-z]+$"',
    ],
    [{ size: 3, backup: 'true' }, 'backup is text; write true or false'],
    [
      { size: 3, plan: 'larg' },
      'plan is "larg", which is not one of those known; did you mean large?',
    ],
    [
      { size: 3, labels: { a: 1 } },
      'labels.a is a number; write it in quotes: "1"',
    ],
    [
      { size: 3, rules: [{ prt: 1 }] },
      'rules[0].prt is not known here; did you mean port?',
    ],
  ])('%j: %s', (params, problem) => {
    expect(check(params).problems).toEqual([problem]);
  });

  it('are none where the definition has no schema', () => {
    const { problems } = checkParams(definition(), { size: 1 });
    expect(problems).toEqual([
      {
        path: ['size'],
        at: 'key',
        message: 'is not known here; remove it',
      },
    ]);
  });

  it('never show what looks like a secret', () => {
    const secret = definition({
      params: { properties: { password: { pattern: '^x' } } },
    });
    const { problems } = checkParams(secret, { password: 'hunter2' });
    expect(problems).toHaveLength(1);
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });
});

describe('a placeholder', () => {
  const ref = '${resources.other.size}';

  it('is left to later while it is not filled in', () => {
    const params = {
      size: ref,
      name: `x-${ref}`,
      plan: '${metadata.plan}',
      rules: [{ port: ref }],
    };
    expect(check(params).problems).toEqual([]);
  });

  it('does not hide what is wrong beside it', () => {
    expect(check({ size: ref, x: ref }).problems).toHaveLength(1);
    expect(check({ size: '$${resources.a.b}' }).problems).toHaveLength(1);
  });

  it.each([
    [{ size: '16' }, { size: ref }, 16],
    [{ size: '1e1' }, { size: ref }, 10],
  ])('that became %j is a number', (params, written, size) => {
    expect(check(params, written)).toEqual({
      params: expect.objectContaining({ size }),
      problems: [],
    });
  });

  it('becomes true, false, a map or a list inside of others as well', () => {
    const { params, problems } = check(
      {
        size: '1',
        backup: 'false',
        labels: '{"a":"b"}',
        rules: ['{"port":80}'],
      },
      { size: ref, backup: ref, labels: ref, rules: [ref] },
    );
    expect(problems).toEqual([]);
    expect(params).toMatchObject({
      backup: false,
      labels: { a: 'b' },
      rules: [{ port: 80 }],
    });
  });

  // A version "1.10" would become 1.1, and a postal code lose its zero.
  it('stays a text where a text is wanted, or where somebody wrote one', () => {
    const digits = definition({
      params: { properties: { a: { type: 'string' }, b: { type: 'integer' } } },
    });
    const checked = checkParams(
      digits,
      { a: '010', b: '16' },
      { written: { a: ref, b: '16' } },
    );
    expect(checked.params).toEqual({ a: '010', b: '16' });
    expect(checked.problems.map(({ path }) => path)).toEqual([['b']]);
  });

  it.each([
    [{ size: 'x16' }, { size: ref }],
    [{ size: ' 16' }, { size: ref }],
    [{ size: '' }, { size: ref }],
    [{ size: '2.5' }, { size: ref }],
    [{ size: '99999999999999999999' }, { size: ref }],
    [{ size: '16' }, { size: `1${ref}` }],
    [{ size: '0' }, { size: ref }],
  ])('that became %j of %j is an error', (params, written) => {
    expect(check(params, written).problems).toHaveLength(1);
  });

  it('whose output is not known yet is left until it is', () => {
    const params = { size: '(later)', name: 'x-(later)', plan: 'larg' };
    const written = { size: ref, name: `x-${ref}`, plan: 'larg' };
    const { problems } = checkParams(sized, params, {
      written,
      unknown: '(later)',
    });
    expect(problems.map(({ path }) => path)).toEqual([['plan']]);
  });

  it('that is a secret is taken for a text that nobody may read', () => {
    const name = secretRef('db', 'name');
    const params = { size: 3, name };
    expect(check(params, { size: 3, name: ref })).toEqual({
      params: expect.objectContaining({ name }),
      problems: [],
    });
  });
});
