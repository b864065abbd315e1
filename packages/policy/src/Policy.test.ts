import fc from 'fast-check';
import { LIMITS } from './limits';
import { Policy } from './Policy';
import { PolicyError } from './PolicyError';
import type { PolicyRule } from './types';

const rule = (change: Partial<PolicyRule> = {}): PolicyRule => ({
  name: 'rule',
  when: 'true',
  effect: 'deny',
  message: 'No.',
  ...change,
});

function policy(...rules: Partial<PolicyRule>[]): Policy {
  return Policy.compile({
    name: 'sample',
    rules: rules.map((change, index) =>
      rule({ name: `rule-${index}`, ...change }),
    ),
  });
}

/** What compiling says is wrong; empty when nothing is. */
function refusal(definition: unknown, variables?: string[]): string {
  try {
    Policy.compile(definition, { variables });
    return '';
  } catch (error) {
    if (error instanceof PolicyError) return error.message;
    throw error;
  }
}

const refusalOf = (change: object, variables?: string[]) =>
  refusal(
    { name: 'sample', rules: [{ ...rule(), ...change }] },
    variables,
  ).replace('Policy "sample": ', '');

describe('a policy and a document', () => {
  it('lets the strongest effect win, and keeps every rule that spoke', () => {
    const result = policy(
      { effect: 'allow', message: 'Known.' },
      { effect: 'gate', message: 'Ask.', approvers: { by: 'leads' } },
      { when: 'version == "2"', message: 'Silent.' },
      { when: 'version == "1"', message: 'Not ${version}.' },
    ).evaluate({ version: '1' });

    expect(result).toEqual({
      effect: 'deny',
      findings: [
        { rule: 'rule-3', effect: 'deny', message: 'Not 1.' },
        {
          rule: 'rule-1',
          effect: 'gate',
          message: 'Ask.',
          approvers: { by: 'leads' },
        },
        { rule: 'rule-0', effect: 'allow', message: 'Known.' },
      ],
    });
  });

  it('allows when no rule speaks', () => {
    expect(policy({ when: 'false' }).evaluate({})).toEqual({
      effect: 'allow',
      findings: [],
    });
  });

  it.each([
    [
      'a field that is missing',
      'service.owner == ""',
      /field not found: owner/,
    ],
    ['a whole variable that is missing', 'nothing.here', /unresolved/],
    ['types that do not fit', 'service + 1 == 2', /no matching overload/],
    ['a rule that is no question', 'service', /neither true nor false/],
  ])('denies when it cannot evaluate: %s', (_hazard, when, reason) => {
    const result = policy({ when, effect: 'allow' }).evaluate({ service: {} });

    expect(result.effect).toBe('deny');
    expect(result.findings[0].error).toMatch(reason);
    expect(result.findings[0].message).toMatch(
      /^Rule "rule-0" cannot be evaluated: .*guard .* with has\(\)\.$/,
    );
  });

  it('speaks even when a placeholder has no value', () => {
    expect(
      policy({ message: '${service.name} costs $$${cost}, ${tags}.' }).evaluate(
        {
          cost: 3,
          service: {},
          tags: ['a', 1.5, null],
        },
      ).findings[0].message,
    ).toBe('(unknown) costs $3, a, 1.5, nothing.');
  });

  it('reads braces and quotes inside a placeholder as part of it', () => {
    expect(
      policy({ message: `\${{"a": "}"}.a} and \${'{'}` }).evaluate({})
        .findings[0].message,
    ).toBe('} and {');
  });

  it('counts whole numbers as whole', () => {
    expect(
      policy({ when: 'n % 2 == 0 && n * 2 == 8 && half < 1.0' }).evaluate({
        n: 4,
        half: 0.5,
      }).effect,
    ).toBe('deny');
  });

  it.each(['constructor', '__proto__.constructor', 'a.constructor', 'process'])(
    'finds nothing of JavaScript under %s',
    name => {
      const [finding] = policy({ when: `${name} != null` }).evaluate({
        a: {},
      }).findings;
      expect(finding.error).toBeDefined();
    },
  );

  it('crashes on no document', () => {
    const rules = policy(
      { when: 'a.b > 1 || a.all(x, x.startsWith("y"))' },
      { when: 'has(a.b) && b in a', message: '${a} ${b[0]} ${a.b.c}' },
      { when: 'size(a) > 1 && a.exists(x, x == b)', message: '${a.map(x, x)}' },
    );
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.anything()), any => {
        rules.evaluate(any);
      }),
    );
    fc.assert(
      fc.property(fc.record({ a: fc.anything(), b: fc.jsonValue() }), any => {
        const { effect, findings } = rules.evaluate(any);
        expect(effect).toBe(findings[0]?.effect ?? 'allow');
      }),
    );
  });

  it('denies a document that holds itself, or is nested past the stack', () => {
    const circle: Record<string, unknown> = {};
    circle.a = circle;
    let deep: Record<string, unknown> = {};
    for (let i = 0; i < 100_000; i++) deep = { a: deep };

    for (const document of [circle, deep]) {
      expect(policy({ effect: 'allow' }).evaluate(document).effect).toBe(
        'deny',
      );
    }
  });
});

describe('a rule that would hang the process', () => {
  it('is stopped when its loops turn too often', () => {
    const many = Array.from({ length: 2_000 }, (_, i) => i);
    const [finding] = policy({
      when: 'v.all(a, v.all(b, v.all(c, a + b + c >= 0)))',
    }).evaluate({ v: many }).findings;

    expect(finding).toMatchObject({
      effect: 'deny',
      error: `its loops take more than ${LIMITS.loopTurns} turns on this document`,
    });
  });

  it('has its turns counted anew for each document', () => {
    const once = policy({ when: 'v.all(x, x >= 0)' });
    const v = Array.from({ length: LIMITS.loopTurns - 1 }, () => 1);

    expect(once.evaluate({ v }).findings[0].error).toBeUndefined();
    expect(once.evaluate({ v }).findings[0].error).toBeUndefined();
  });

  it('matches in linear time where backtracking would take years', () => {
    expect(
      policy({ when: 'text.matches("^(a+)+$")' }).evaluate({
        text: `${'a'.repeat(5_000)}!`,
      }).effect,
    ).toBe('allow');
  });

  it.each([
    ['too long', `x == "${'x'.repeat(LIMITS.expressionLength)}"`, /Split/],
    [
      'too many brackets',
      `${'('.repeat(60)}1${')'.repeat(60)}`,
      /nests deeper/,
    ],
    ['too many signs', `${'!'.repeat(60)}true`, /nests deeper/],
    ['too many conditionals', `${'a ? b : '.repeat(60)}c`, /nests deeper/],
  ])('is refused at load: %s', (_hazard, when, message) => {
    expect(refusalOf({ when })).toMatch(message);
  });
});

describe('a policy that is written wrong', () => {
  it.each([
    [
      'a bracket too few',
      { when: 'a &&\n  (b' },
      'rules[0].when, line 2, column 3: "(" is not closed.',
    ],
    [
      'an operand too few',
      { when: 'a && || b' },
      'rules[0].when, line 1, column 3: CEL cannot read it from "&" on. Look for a quote or an operand that is missing.',
    ],
    [
      'a function that does not exist',
      { when: 'a\n || b.startWith("x")' },
      'rules[0].when, line 2, column 6: There is no function startWith. Use those of CEL and its strings extension.',
    ],
    [
      'a variable that no document has',
      { when: 'versoin == "1"' },
      'rules[0].when, line 1, column 1: There is no versoin. It can ask about a, b, v.',
    ],
    [
      'a placeholder that cannot be read',
      { message: 'Not ${a +}.' },
      'rules[0].message, line 1, column 9',
    ],
    [
      'a placeholder that is not closed',
      { message: 'Not ${a.' },
      'rules[0].message, line 1, column 5: A placeholder is not closed. Write ${…}, or $$ for a dollar sign.',
    ],
    [
      'an effect of another engine',
      { effect: 'block' },
      'rules[0].effect: It is "block". Use one of deny, gate, allow.',
    ],
    [
      'a misspelt field',
      { efect: 'deny' },
      'rules[0].efect: There is no such field. Use name, when, effect, message, approvers, field, instead.',
    ],
    [
      'approvers where nothing asks for them',
      { approvers: { by: 'leads' } },
      'rules[0].approvers: Only a rule with effect gate has approvers.',
    ],
    [
      'nobody to approve',
      { effect: 'gate', approvers: { by: [] } },
      'rules[0].approvers.by: It is []. Name one, or a list.',
    ],
    [
      'half a person to approve',
      { effect: 'gate', approvers: { by: 'leads', count: 0.5 } },
      'rules[0].approvers.count: It is 0.5. Write how many people, at least 1.',
    ],
  ])(
    'is refused with the place and the way out: %s',
    (_hazard, change, says) => {
      expect(refusalOf(change, ['a', 'b', 'v'])).toContain(says);
    },
  );

  it('lets a loop name its own variable', () => {
    expect(
      Policy.compile(
        { name: 'p', rules: [rule({ when: 'v.all(x, type(x) == string)' })] },
        { variables: ['v'] },
      ).evaluate({ v: ['a'] }).effect,
    ).toBe('deny');
  });

  it('tells everything that is wrong at once', () => {
    const message = refusal({
      name: 'p',
      rules: [rule({ when: '(' }), rule({ name: 'b', message: '${' })],
    });
    expect(message).toMatch(/rules\[0\]\.when.*rules\[1\]\.message/);
  });

  it('has a place to say so, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), any => {
        expect(refusal(any)).toMatch(/^Policy /);
      }),
    );
    fc.assert(
      fc.property(fc.string(), fc.string(), (when, message) => {
        expect(
          refusal({ name: 'p', rules: [rule({ when, message })] }),
        ).toMatch(/^(Policy .*)?$/s);
      }),
    );
  });
});

describe('examples of a policy', () => {
  const sized = (examples: unknown) =>
    refusal({
      name: 'sizes',
      rules: [
        rule({
          name: 'large',
          when: 'size == "large"',
          effect: 'gate',
          field: 'size',
          instead: 'small',
        }),
      ],
      examples,
    });

  it('let it through when it says what they expect', () => {
    expect(
      sized([
        { name: 'a', document: { size: 'small' }, effect: 'allow' },
        {
          name: 'b',
          document: { size: 'large' },
          effect: 'gate',
          rules: ['large'],
        },
      ]),
    ).toBe('');
  });

  it.each([
    [
      'another effect',
      { name: 'a', document: { size: 'large' }, effect: 'allow' },
      'examples[0]: Example "a" expects allow, and the policy says gate by large. No.',
    ],
    [
      'another rule',
      { name: 'a', document: { size: 'large' }, effect: 'gate', rules: ['x'] },
      'Example "a" expects gate by x, and the policy says gate by large.',
    ],
    [
      'a document that the rules cannot read',
      { name: 'a', document: {}, effect: 'allow' },
      'Example "a" expects allow, and the policy says deny by large.',
    ],
    [
      'no document',
      { name: 'a', effect: 'allow' },
      'examples[0].document: It is missing. Write what is judged.',
    ],
    [
      'a misspelt field',
      { name: 'a', document: {}, efect: 'allow', effect: 'allow' },
      'examples[0].efect: There is no such field.',
    ],
  ])('refuse it otherwise: %s', (_hazard, example, says) => {
    expect(sized([example])).toContain(says);
  });

  it('come with field and way out where a rule has them', () => {
    expect(
      policy({ field: 'input.size', instead: 'at most ${most}' }).evaluate({
        most: 3,
      }).findings[0],
    ).toMatchObject({ field: 'input.size', instead: 'at most 3' });
    expect(refusalOf({ field: 'input..size' })).toContain(
      'rules[0].field: It is "input..size". Write names with dots',
    );
  });
});
