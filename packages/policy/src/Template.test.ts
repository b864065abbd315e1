import { Expression } from './Expression';
import { ExpressionError } from './expression/ExpressionError';
import { LIMITS } from './limits';
import { Template } from './Template';

const document = {
  size: 'large',
  count: 3,
  ratio: 0.5,
  on: true,
  none: null,
  list: [1, 'two'],
  map: { a: 1, __proto__: { polluted: true } },
};

const fill = (text: string) => Template.compile(text).evaluate(document);

/** What compiling says is wrong, and where; empty when nothing is. */
function refusal(compile: () => unknown): string {
  try {
    compile();
    return '';
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return `${error.line}:${error.column} ${error.message}`;
  }
}

describe('a text with placeholders', () => {
  it.each([
    ['nothing to fill in', 'nothing to fill in'],
    ['', ''],
    ['a price of 5 $$ and $(kept)', 'a price of 5 $ and $(kept)'],
    ['$${count}', '${count}'],
    ['${size}', 'large'],
    ['${count}', 3],
    ['${count + 1}', 4],
    ['${ratio}', 0.5],
    ['${on}', true],
    ['${none}', null],
    ['${list}', [1, 'two']],
    ['${map}', { a: 1 }],
    ['${{"a}": [count]}}', { 'a}': [3] }],
    ['${size}-${count}', 'large-3'],
    ['x${on}', 'xtrue'],
  ])('%j stands for %j', (text, value) => {
    expect(fill(text)).toEqual({ value });
  });

  // A password of "(unknown)", or a host without its name, would be used as it is.
  it.each([
    ['${map.nothing}', '${map.nothing}: field not found: nothing'],
    ['a-${map.nothing}', '${map.nothing}: field not found: nothing'],
    [
      'a-${list}',
      '${list}: it gives a list, which does not go into a longer text',
    ],
    [
      'a-${map}',
      '${map}: it gives a map, which does not go into a longer text',
    ],
    [
      'a-${none}',
      '${none}: it gives nothing, which does not go into a longer text',
    ],
    [
      '${1.0 / 0.0}',
      '${1.0 / 0.0}: it gives Infinity, which is no number of JSON',
    ],
    [
      '${9007199254740993}',
      '${9007199254740993}: it gives 9007199254740993, which is too large for JSON',
    ],
    [
      '${timestamp("2026-01-01T00:00:00Z")}',
      '${timestamp("2026-01-01T00:00:00Z")}: JSON has no word for what it gives; string() may help',
    ],
  ])('%j is an error, never half a value', (text, error) => {
    expect(fill(text)).toEqual({ error });
  });

  it('does not read what it puts in as another template', () => {
    expect(
      Template.compile('${text}').evaluate({ text: '${secret}', secret: 's' }),
    ).toEqual({ value: '${secret}' });
  });

  it('does not grow without end', () => {
    const text = 'x'.repeat(LIMITS.textLength);
    expect(Template.compile('${text}!').evaluate({ text })).toEqual({
      error: `it becomes longer than ${LIMITS.textLength} characters once filled in`,
    });
  });
});

describe('names that a document does not have', () => {
  const names = {
    variables: ['service', 'params'],
    fields: { service: ['name', 'owner'], params: [] },
  };

  it.each([
    ['service.name', ''],
    ['has(service.owner) && service.owner == "x"', ''],
    ['[{"nme": 1}].all(service, service.nme == 1)', ''],
    [
      'service.nme == ""',
      '1:1 There is no service.nme. It can ask about service.name, service.owner.',
    ],
    [
      'has(service.nme)',
      '1:5 There is no service.nme. It can ask about service.name, service.owner.',
    ],
    ['params.size', '1:1 There is no params.size. Nothing is in params.'],
    ['servce', '1:1 There is no servce. It can ask about service, params.'],
  ])('%s: %s', (source, problem) => {
    expect(refusal(() => Expression.compile(source, names))).toBe(problem);
  });

  it('are found in the whole text of a template', () => {
    expect(
      refusal(() => Template.compile('a\nb-${service.nme}', names)),
    ).toMatch(/^2:\d+ There is no service\.nme\./);
  });
});

it('gives the value of an expression as JSON, or says why not', () => {
  const expression = Expression.compile('list.map(x, x)');
  expect(expression.evaluate(document)).toEqual({ value: [1, 'two'] });
  expect(expression.evaluate({ list: 1 })).toHaveProperty('error');
  const circle: Record<string, unknown> = {};
  circle.list = circle;
  expect(expression.evaluate(circle)).toHaveProperty('error');
});
