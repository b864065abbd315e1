import { DocumentTemplate } from './DocumentTemplate';

const compile = (document: unknown) =>
  DocumentTemplate.compile(document, { variables: ['size', 'text'] });

it('fills in texts at any depth, typed where an expression stands alone', () => {
  const { template, problems } = compile({
    '${size}': [{ a: '${size + 1}' }, 'is ${size}', 7, null],
  });
  expect(problems).toEqual([]);
  expect(template.fill({ size: 2 })).toEqual({
    value: { '${size}': [{ a: 3 }, 'is 2', 7, null] },
    problems: [],
  });
});

it('never reads what is put in as an expression', () => {
  const { template } = compile(['${text}', '$${text}']);
  expect(template.fill({ text: '${size}' }).value).toEqual([
    '${size}',
    '${text}',
  ]);
});

it('says all that is wrong before anything is filled in, by its path', () => {
  const { problems } = compile({ a: ['${sise}'], b: { c: '${1 +}' } });
  expect(problems).toEqual([
    expect.objectContaining({
      path: ['a', 0],
      message: expect.stringContaining('sise'),
      line: 1,
    }),
    expect.objectContaining({ path: ['b', 'c'] }),
  ]);
});

it('gives nothing half filled', () => {
  const { template } = compile({ a: '${size}', b: '${text.none}' });
  const { value, problems } = template.fill({ size: 1, text: {} });
  expect(value).toBeUndefined();
  expect(problems).toMatchObject([{ path: ['b'] }]);
});

it('keeps the keys of a document, whatever they are called', () => {
  const document = JSON.parse('{"__proto__": {"a": "${size}"}}');
  const { value } = compile(document).template.fill({ size: 1 });
  expect(JSON.stringify(value)).toBe('{"__proto__":{"a":1}}');
});
